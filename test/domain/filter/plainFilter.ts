/**
 * The meaning of rules, written as plainly as can be and without a thought for speed: what `makeFilter` is held to.
 * Braces do not nest here, and there are no escapes and no regular expressions.
 */
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"

/** The index of the first rule that holds. */
export const plainRule = (
  rules: ReadonlyArray<FilterRule>,
  path: string,
  isDirectory: boolean,
): number | undefined => {
  const above = path.split("/").slice(0, -1).map((_, depth, names) => names.slice(0, depth + 1).join("/"))
  const index = rules.findIndex((rule) => {
    if (rule._tag !== "Include" && rule._tag !== "Exclude") return false
    const holds = isDirectory ? holdsForDirectory(rule, path) : holdsForFile(rule.glob, path)
    return holds || rule._tag === "Exclude" && above.some((directory) => holdsForDirectory(rule, directory))
  })
  return index === -1 ? undefined : index
}

export const plainlyIn = (rules: ReadonlyArray<FilterRule>, path: string, isDirectory: boolean): boolean => {
  const rule = plainRule(rules, path, isDirectory)
  return rule === undefined || rules[rule]?._tag === "Include"
}

const holdsForFile = (glob: string, path: string): boolean =>
  alternatives(glob).some((alternative) => matches(alternative, glob.startsWith("/"), path))

const holdsForDirectory = ({ _tag, glob }: { _tag: string; glob: string }, directory: string): boolean =>
  _tag === "Exclude" && holdsForFile(glob, directory)
  || alternatives(glob).some((alternative) => {
    if (takesAll.test(alternative)) return matches(alternative, glob.startsWith("/"), `${directory}/`)
    return alternative.endsWith("/") && matches(alternative.slice(0, -1), glob.startsWith("/"), directory)
  })

/** Stars as one mark each, so that two alternatives side by side cannot make others of them. */
const anything = "»"
const within = "›"
const takesAll = /»[»›]*$/

/** The glob's alternatives, without braces and without the "/" that anchors. */
const alternatives = (glob: string): ReadonlyArray<string> => {
  const kept = expanded.get(glob)
  if (kept !== undefined) return kept
  let done = [glob.replace(/^\//, "").replaceAll("**", anything).replaceAll("*", within)]
  while (done.some((text) => text.includes("{"))) {
    done = done.flatMap((text) => {
      const [braces, inner = ""] = /\{([^}]*)\}/.exec(text) ?? []
      return braces === undefined ? [text] : inner.split(",").map((one) => text.replace(braces, one))
    })
  }
  expanded.set(glob, done)
  return done
}

const expanded = new Map<string, ReadonlyArray<string>>()

const matches = (alternative: string, isAnchored: boolean, path: string): boolean => {
  const key = `${isAnchored}${alternative}`
  const kept = compiled.get(key)
  if (kept !== undefined) return kept.test(path)
  const body = alternative.replaceAll("[!", "[^/").replaceAll(anything, "[^]*").replaceAll(within, "[^/]*")
    .replaceAll("?", "[^/]")
  const regexp = new RegExp(`${isAnchored ? "^" : "(?:^|/)"}${body}$`)
  compiled.set(key, regexp)
  return regexp.test(path)
}

const compiled = new Map<string, RegExp>()

/** Filters as one flat list of rules, each of them known to work. */
import { Result } from "effect"
import { boundsOf, contradictionIn } from "../domain/filter/bounds.ts"
import { compileGlob } from "../domain/filter/compileGlob.ts"
import { type FilterRule } from "../domain/filter/FilterRule.ts"
import { parseIgnoreFile } from "../domain/filter/parseIgnoreFile.ts"
import { parseRule } from "../domain/filter/parseRule.ts"
import { bytesOf } from "./bytesOf.ts"
import { ignoreFilePath } from "./ignoreFilesOf.ts"
import { millisecondsOf } from "./millisecondsOf.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { complainOfGlob } from "./resolveGlob.ts"
import { type KeyPath } from "./SourceMap.ts"
import { type Rule, type WrittenFilters } from "./WrittenFilter.ts"

/** A rule and the text that it comes from. */
interface Found {
  readonly rule: FilterRule
  readonly path: KeyPath
}

export const resolveFilters = (
  reading: Reading,
  path: KeyPath,
  written: Loose<WrittenFilters>,
): ReadonlyArray<FilterRule> => {
  const found = rulesOf(reading, path, written)
  judgeBounds(reading, found)
  return found.map(({ rule }) => rule)
}

const rulesOf = (reading: Reading, path: KeyPath, written: Loose<WrittenFilters>): ReadonlyArray<Found> =>
  written.flatMap((entry, index) => {
    const at = [...path, index]
    if (entry === undefined) return []
    return Array.isArray(entry)
      ? rulesOf(reading, at, entry as Loose<WrittenFilters>)
      : rulesOfEntry(reading, at, entry as Loose<Rule>)
  })

const rulesOfEntry = (reading: Reading, path: KeyPath, entry: Loose<Rule>): ReadonlyArray<Found> => {
  if (typeof entry === "string") return checked(reading, path, parseRule(entry))
  const [[key, written] = ["", undefined]] = Object.entries(entry)
  const at = [...path, key]
  if (written === undefined) return []
  switch (key) {
    case "include":
      return checked(reading, at, Result.map(compileGlob(written), () => ({ _tag: "Include", glob: written })))
    case "exclude":
      return checked(reading, at, Result.map(compileGlob(written), () => ({ _tag: "Exclude", glob: written })))
    case "ignoreFile":
      return rulesOfFile(reading, at, written)
    case "minSize":
      return [{ rule: { _tag: "MinSize", bytes: bytesOf(written) }, path: at }]
    case "maxSize":
      return [{ rule: { _tag: "MaxSize", bytes: bytesOf(written) }, path: at }]
    case "minAge":
      return [{ rule: { _tag: "MinAge", milliseconds: millisecondsOf(written) }, path: at }]
    case "maxAge":
      return [{ rule: { _tag: "MaxAge", milliseconds: millisecondsOf(written) }, path: at }]
    default:
      return []
  }
}

const checked = (
  reading: Reading,
  path: KeyPath,
  rule: Result.Result<FilterRule, string>,
): ReadonlyArray<Found> => {
  if (Result.isSuccess(rule)) return [{ rule: rule.success, path }]
  complainOfGlob(reading, path, rule.failure)
  return []
}

const rulesOfFile = (reading: Reading, path: KeyPath, written: string): ReadonlyArray<Found> => {
  const { directory, ignoreFiles } = reading.context
  if (written.startsWith("~")) {
    const hint = "rules belong to the syncfile: write a path that starts at its folder"
    reading.complain(path, `${reading.quote(path)} would depend on who runs the syncfile`, hint)
    return []
  }
  const text = ignoreFiles(ignoreFilePath(written, directory))
  if (text === undefined) {
    reading.complain(path, `there is no file ${reading.quote(path)} to read rules from`)
    return []
  }
  const rules = parseIgnoreFile(text)
  if (Result.isSuccess(rules)) return rules.success.map((rule) => ({ rule, path }))
  for (const { line, message } of rules.failure) {
    reading.complain(path, `line ${line} of ${reading.quote(path)}: ${message}`)
  }
  return []
}

const judgeBounds = (reading: Reading, found: ReadonlyArray<Found>): void => {
  for (const kinds of [["MinSize", "MaxSize"], ["MinAge", "MaxAge"]]) {
    const bounds = found.filter(({ rule }) => kinds.includes(rule._tag))
    const contradiction = contradictionIn(boundsOf(bounds.map(({ rule }) => rule)))
    const last = bounds.at(-1)
    if (contradiction !== undefined && last !== undefined) reading.complain(last.path, contradiction)
  }
}

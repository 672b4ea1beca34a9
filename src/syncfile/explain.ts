/** Puts into words how a value does not fit the JSON Schema. */
import { type Mistake } from "./Mistake.ts"
import { nearest } from "./nearest.ts"
import { counterpartOf, misplacedInPair } from "./otherKind.ts"
import { type KeyPath, type SourceMap } from "./SourceMap.ts"
import { faultOf, isRecord, keysOf, type SchemaNode, type Violation } from "./Violation.ts"
import { withoutEchoes } from "./withoutEchoes.ts"
import { alternatives, labelOf, nameOfPart, quoted, spelt } from "./words.ts"

interface Words {
  readonly message: string
  readonly hint?: string | undefined
  readonly path?: KeyPath // when another part than the violating one is to be marked
  readonly part?: "key" | "value"
}

/** One mistake each: neither what only follows from another violation, nor an anchor's again for each of its aliases. */
export const explainAll = (violations: ReadonlyArray<Violation>, sourceMap: SourceMap): ReadonlyArray<Mistake> => {
  const told = new Set<string>()
  return withoutEchoes(violations, sourceMap).flatMap((violation) => {
    const mistake = explain(violation, sourceMap)
    const key = `${mistake.span.start} ${violation.keyword} ${faultOf(violation).at(-1)}`
    return told.has(key) ? [] : (told.add(key), [mistake])
  })
}

const explain = (violation: Violation, sourceMap: SourceMap): Mistake => {
  const { hint, message, part = "value", path = violation.path } = wordsFor(violation, sourceMap)
  return { span: sourceMap.spanOf(path, part), message, hint }
}

const wordsFor = (violation: Violation, sourceMap: SourceMap): Words => {
  switch (violation.keyword) {
    case "additionalProperties":
      return unknownKey(violation)
    case "required":
      return missingKey(violation)
    case "propertyNames":
      return badName(violation)
    case "manyKeys":
      return manyKeys(violation)
    case "noKey":
      return { message: `${labelOf(violation.path)} needs ${exactlyOne(violation)}`, part: "key" }
    case "minItems":
    case "minProperties":
      return { message: `${labelOf(violation.path)} needs at least one entry`, part: "key" }
    default:
      return wrongValue(violation, sourceMap)
  }
}

const unknownKey = ({ params, path, schema }: Violation): Words => {
  const key = String(params["additionalProperty"])
  const known = keysOf(schema)
  const meant = counterpartOf(key, known) ?? nearest(key, known)
  return {
    message: `unknown key ${quoted(key)} in ${nameOfPart(path)}`,
    hint: meant === undefined ? `known here: ${known.join(", ")}` : `did you mean ${quoted(meant)}?`,
    ...misplacedInPair(key, known),
    path: [...path, key],
    part: "key",
  }
}

const missingKey = ({ params, path, schema }: Violation): Words => {
  const key = String(params["missingProperty"])
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, SchemaNode>>
  const [example] = (properties[key]?.["examples"] ?? []) as ReadonlyArray<unknown>
  const isWho = key === "user" || key === "auth"
  return {
    message: `${nameOfPart(path)} needs ${quoted(key)}`,
    hint: isWho
      ? "or `sshConfig: true`, to take it from ~/.ssh/config"
      : example === undefined
      ? undefined
      : `for example \`${key}: ${spelt(example)}\``,
    part: "key",
  }
}

const badName = ({ path, schema }: Violation): Words => {
  const name = String(path.at(-1))
  const fitting = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "").slice(0, 63)
  return {
    message: `${quoted(name)} is no name: a name is ${String(schema["description"])}`,
    hint: fitting === "" ? undefined : `write ${quoted(fitting)}`,
    part: "key",
  }
}

const manyKeys = (violation: Violation): Words => {
  const present = violation.params["present"] as ReadonlyArray<string>
  return {
    message: `${labelOf(violation.path)} takes ${exactlyOne(violation)}, not ${present.map(quoted).join(" and ")}`,
    path: [...violation.path, present[1] ?? ""],
    part: "key",
  }
}

const exactlyOne = ({ params }: Violation) => `exactly one of ${(params["keys"] as ReadonlyArray<string>).join(", ")}`

const wrongValue = (violation: Violation, sourceMap: SourceMap): Words => {
  const { data, keyword, params, path } = violation
  const keys = (params["keys"] ?? []) as ReadonlyArray<string>
  if (keyword === "noBranch" && keys.includes("credential") && data !== null) return writtenSecret(path)
  const expected = expectedBy(violation)
  const spelling = sourceMap.spellingOf(path)
  const message = data === null
    ? `${labelOf(path)} has no value: it must be ${expected}`
    : `${labelOf(path)} must be ${expected}${spelling === undefined ? "" : `, not ${quoted(spelling)}`}`
  const hint = spelling === "~" ? "a bare ~ means nothing in YAML: put it in quotes" : hintFor(violation)
  return { message, hint, part: data === null ? "key" : "value" }
}

const writtenSecret = (path: KeyPath): Words => ({
  message: `${labelOf(path)} must say where the secret is kept; the secret itself is never written here`,
  hint: `write \`${
    path.at(-1)
  }: { env: NAME }\`, or { file: PATH }, { command: [PROGRAM, ARGUMENT] }, { credential: NAME }`,
})

const expectedBy = ({ keyword, params, path, schema }: Violation): string => {
  if (keyword === "minimum") return `at least ${String(params["limit"])}`
  if (keyword === "maximum") return `at most ${String(params["limit"])}`
  const { description, enum: allowed, examples, pattern, type } = schema
  if (Array.isArray(allowed)) return alternatives(allowed)
  if (pattern !== undefined) return String(description)
  if (wordsIn(schema).length > 0) return eitherOf((params["branches"] ?? []) as ReadonlyArray<SchemaNode>)
  const keys = (params["keys"] ?? []) as ReadonlyArray<string>
  if (keys.length > 0) return `a map with exactly one of ${keys.join(", ")}`
  if (keyword === "noBranch" && Array.isArray(examples)) return alternatives(examples)
  return typeNames[String(type)] ?? `something else (${nameOfPart(path)}: ${keyword})`
}

/** Words, and what else can be written in their place. */
const eitherOf = (branches: ReadonlyArray<SchemaNode>): string => {
  const parts = branches.flatMap(({ description, enum: allowed, pattern, type }) =>
    Array.isArray(allowed)
      ? allowed.map((word) => quoted(spelt(word)))
      : [pattern === undefined ? typeNames[String(type)] ?? "something else" : String(description)]
  )
  const all = [...new Set(parts)]
  return `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`
}

/** What can be written in place of a map. */
const wordsIn = (union: SchemaNode): ReadonlyArray<unknown> =>
  ((union["anyOf"] ?? []) as ReadonlyArray<SchemaNode>)
    .flatMap((branch) => (branch["enum"] ?? []) as ReadonlyArray<unknown>)

const typeNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  object: "a map",
  string: "text",
}

const hintFor = ({ data, keyword, path, schema }: Violation): string | undefined => {
  const { enum: allowed, examples, pattern, type } = schema
  if (path.length === 1 && path[0] === "version" && typeof data === "number") return "a newer syncfile may know it"
  if (typeof data === "string" && unquoted[String(type)]?.test(data) === true) return "write it without quotes"
  if (typeof data === "boolean" && wordsIn(schema).includes("on")) return `write \`${data ? "on" : "off"}\``
  const words = wordsIn(schema)
  const shown = keyword === "noBranch" && Array.isArray(examples) ? examples : []
  const options = Array.isArray(allowed) ? allowed : words.length > 0 ? words : shown
  const meant = isRecord(data) || data === null ? undefined : nearest(spelt(data), options.map(spelt))
  if (meant !== undefined) return `did you mean ${quoted(meant)}?`
  if (type !== "string" || Array.isArray(allowed) || (typeof data !== "number" && typeof data !== "boolean")) {
    return undefined
  }
  const fits = typeof pattern !== "string" || new RegExp(pattern, "u").test(String(data))
  return fits ? "put it in quotes to make it text" : undefined
}

/** Text that would be a value of the type if it stood there without quotes. */
const unquoted: Readonly<Record<string, RegExp>> = {
  boolean: /^(?:true|false)$/,
  integer: /^-?\d+$/,
  number: /^-?\d+(?:\.\d+)?$/,
}

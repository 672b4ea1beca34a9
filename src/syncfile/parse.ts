/** Text to a syncfile as far as it can be understood, with everything that is wrong in its form. */
import { Result, Schema, SchemaIssue } from "effect"
import { explainAll } from "./explain.ts"
import { type Environment } from "./interpolate.ts"
import { type Mistake } from "./Mistake.ts"
import { violationsOf } from "./parseAgainstSchema.ts"
import { type Parsed } from "./Parsed.ts"
import { parsePositions } from "./parsePositions.ts"
import { secretsInBrokenText, secretSpans } from "./parseSecrets.ts"
import { parseStructure } from "./parseStructure.ts"
import { parseValue } from "./parseValue.ts"
import { parseYaml } from "./parseYaml.ts"
import { refusalOf } from "./refusalOf.ts"
import { type KeyPath, type SourceMap } from "./SourceMap.ts"
import { sourceTextOf, withStars } from "./SourceText.ts"
import { Syncfile } from "./Syncfile.ts"
import { type SyncfileError } from "./SyncfileError.ts"
import { faultOf, isRecord, type Violation } from "./Violation.ts"

/**
 * Fails only where nothing more can be judged: the text is no YAML, or no map. Other mistakes stay with what was
 * understood, so that `resolve` can tell them together with those it finds.
 */
export const parse = (file: string, text: string, env: Environment): Result.Result<Parsed, SyncfileError> => {
  const plain = sourceTextOf(text.replace(/^\uFEFF/, ""))
  const { mistakes: syntax, root } = parseYaml(plain)
  const secrets = secretSpans(root, plain)
  if (syntax.length > 0) {
    const starred = withStars(plain, [...secrets, ...secretsInBrokenText(plain.text)])
    return Result.fail(refusalOf(file, starred, syntax))
  }
  const source = withStars(plain, secrets)
  const structure = parseStructure(root, plain)
  const { filled, mistakes: unfilled, refused, value } = parseValue(root, structure, plain, env)
  const sourceMap = parsePositions(root, plain, structure, { filled, refused }, secrets)
  const before = [...structure.mistakes, ...unfilled]
  if (!isRecord(value)) {
    return Result.fail(refusalOf(file, source, before.length > 0 ? before : [noMap(sourceMap, root === null)]))
  }
  // Most files have nothing wrong, and compiling the other validator takes longer than all the rest.
  const asItIs = decode(value)
  if (before.length === 0 && Result.isSuccess(asItIs)) {
    return Result.succeed({ file, source, sourceMap, syncfile: asItIs.success, mistakes: [] })
  }
  const violations = violationsAfterReading(value, sourceMap)
  const mistakes = [...before, ...explainAll(violations, sourceMap)]
  for (const violation of violations) {
    // What a bad name names can still be judged.
    if (violation.keyword !== "propertyNames") put(value, faultOf(violation), undefined)
  }
  if (mistakes.length > 0) {
    return Result.succeed({ file, source, sourceMap, syncfile: value, mistakes })
  }
  const decoded = decode(value)
  return Result.succeed(
    Result.isSuccess(decoded)
      ? { file, source, sourceMap, syncfile: decoded.success, mistakes }
      : { file, source, sourceMap, syncfile: {}, mistakes: mistakesOf(decoded.failure.issue, sourceMap) },
  )
}

const decode = Schema.decodeUnknownResult(Syncfile, { errors: "all", onExcessProperty: "error" })

const noMap = ({ spanOf }: SourceMap, isEmpty: boolean): Mistake => ({
  span: spanOf([], "value"),
  message: isEmpty ? "the syncfile is empty" : "a syncfile is a map of keys and values",
  hint: "start with `version: 1`, `name:` and `pairs:`",
})

/** What a variable gave is text. Where the schema wants a number or a boolean, it is read as one. */
const violationsAfterReading = (value: unknown, sourceMap: SourceMap): ReadonlyArray<Violation> => {
  const violations = violationsOf(value)
  let hasChanged = false
  for (const { data, keyword, path, schema } of violations) {
    if (keyword !== "type" || typeof data !== "string" || !sourceMap.isFilled(path)) continue
    const read = schema["type"] === "boolean"
      ? booleans.get(data)
      : /^-?\d+(?:\.\d+)?$/.test(data)
      ? Number(data)
      : undefined
    if (read === undefined || schema["type"] === "string") continue
    put(value, path, read)
    hasChanged = true
  }
  return hasChanged ? violationsOf(value) : violations
}

const booleans = new Map([["true", true], ["false", false]])

const put = (value: unknown, path: KeyPath, replacement: unknown) => {
  const parent = path.slice(0, -1).reduce<unknown>(
    (at, step) => typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined,
    value,
  )
  const last = path.at(-1)
  if (typeof parent !== "object" || parent === null || last === undefined) return
  ;(parent as Record<string, unknown>)[last] = replacement
}

/** The two validators agree; should they ever not, the stricter one decides. */
const mistakesOf = (issue: SchemaIssue.Issue, sourceMap: SourceMap): ReadonlyArray<Mistake> =>
  SchemaIssue.makeFormatterStandardSchemaV1()(issue).issues.map(({ message, path = [] }) => {
    const steps = path.map((step) => String(typeof step === "object" ? step.key : step))
    return { span: sourceMap.spanOf(steps, "value"), message, hint: undefined }
  })

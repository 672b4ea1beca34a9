/** Holds a value against the JSON Schema of the syncfile. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js"
import { branchMeant, requiredOf, type Tag, tagOf } from "./branchMeant.ts"
import { jsonSchema } from "./jsonSchema.ts"
import { type KeyPath } from "./SourceMap.ts"
import { faultOf, isRecord, keysOf, manyKeys, noBranch, noKey, type SchemaNode, type Violation } from "./Violation.ts"

export const violationsOf = (value: unknown): ReadonlyArray<Violation> => {
  judge ??= makeJudge()
  return judge(value)
}

/** Compiling takes a while, so it waits for the first syncfile. */
let judge: ((value: unknown) => ReadonlyArray<Violation>) | undefined

const makeJudge = () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true })
  const root = jsonSchema()
  const definitions = root["$defs"] as Readonly<Record<string, SchemaNode>>
  const validators = new Map<SchemaNode, ValidateFunction>()

  const judgeBy = (schema: SchemaNode, value: unknown): ReadonlyArray<Violation> => {
    const validate = validators.get(schema) ?? ajv.compile(schema === root ? root : { ...schema, $defs: definitions })
    validators.set(schema, validate)
    if (validate(value)) return []
    const errors = validate.errors ?? []
    const outermost = new Map( // a union that is a branch of another one comes before it
      errors.filter((error) => error.keyword === "anyOf").map((error) => [error.instancePath, error]),
    )
    const unions = new Set(outermost.keys())
    return errors.flatMap((error) =>
      error.keyword === "anyOf"
        ? isBelowUnion(error.instancePath, unions) || outermost.get(error.instancePath) !== error
          ? []
          : judgeUnion(error).map((found) => below(error, found))
        : wrappers.has(error.keyword) || isAtUnion(error.instancePath, unions)
        ? []
        : [violationOf(error)]
    )
  }

  const branchOf = (branch: SchemaNode): SchemaNode => {
    const reference = branch["$ref"]
    return typeof reference === "string" ? definitions[reference.replace("#/$defs/", "")] ?? branch : branch
  }

  const judgeTagged = (tag: Tag, all: ReadonlyArray<SchemaNode>, data: unknown): ReadonlyArray<Violation> => {
    const { branch, isSure } = branchMeant(tag, all, data)
    const found = judgeBy(branch, data)
    const told = isSure || !isRecord(data) ? found : found.filter((violation) => concernsAll(violation, all))
    return told.map((violation) => violation.path.join() === tag.key ? ofAllBranches(violation, tag) : violation)
  }

  /** What is written tells which branch is meant, so only that branch has something to say about it. */
  const judgeUnion = ({ data, parentSchema, schema }: ErrorObject): ReadonlyArray<Violation> => {
    const union = { path: [], schema: parentSchema as SchemaNode, data }
    const all = (schema as ReadonlyArray<SchemaNode>).map(branchOf)
    const tag = tagOf(all)
    if (tag !== undefined) return judgeTagged(tag, all, data)
    const keys = all.flatMap((branch) => requiredOf(branch).slice(0, 1)) // what tells the branches apart
    const candidates = all.filter((branch) => branch["type"] === typeOf(data))
    const [only] = candidates
    const isWord = !isRecord(data) && only?.["enum"] !== undefined // there may be more that it could have been
    if (only !== undefined && candidates.length === 1 && !isWord) return judgeBy(only, data)
    if (!isRecord(data) || candidates.length === 0) {
      return [{ ...union, keyword: noBranch, params: { keys, branches: all } }]
    }
    const [named, ...more] = candidates.filter((branch) => requiredOf(branch).some((key) => key in data))
    if (named !== undefined && more.length === 0) return judgeBy(named, data)
    const present = keys.filter((key) => key in data)
    if (named !== undefined) return [{ ...union, keyword: manyKeys, params: { keys, present } }]
    const near = candidates.find((branch) => keysOf(branch).some((key) => key in data))
    if (near !== undefined) return judgeBy(near, data)
    const properties = Object.fromEntries(keys.map((key) => [key, true]))
    const unknown = Object.keys(data).map((key): Violation => {
      const params = { additionalProperty: key }
      return { path: [], keyword: "additionalProperties", params, schema: { properties }, data }
    })
    return unknown.length > 0 ? unknown : [{ ...union, keyword: noKey, params: { keys } }]
  }

  return (value: unknown) => judgeBy(root, value)
}

const violationOf = (error: ErrorObject): Violation => ({
  path: error.propertyName === undefined ? pathOf(error) : [...pathOf(error), error.propertyName],
  keyword: error.propertyName === undefined ? error.keyword : "propertyNames",
  params: error.params,
  schema: error.parentSchema as SchemaNode,
  data: error.data,
})

const below = (error: ErrorObject, found: Violation): Violation => ({
  ...found,
  path: [...pathOf(error), ...found.path],
})

const pathOf = ({ instancePath }: ErrorObject): KeyPath =>
  instancePath.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))

/** A key that only some branches ask for is not missing while nobody knows which branch is meant. */
const concernsAll = (violation: Violation, branches: ReadonlyArray<SchemaNode>): boolean =>
  violation.keyword !== "required" || violation.path.length > 0
  || branches.every((branch) => requiredOf(branch).includes(String(faultOf(violation).at(-1))))

const ofAllBranches = (violation: Violation, { values }: Tag): Violation => ({
  ...violation,
  schema: { ...violation.schema, enum: values },
})

/** Keywords that only say that something inside them does not hold. */
const wrappers = new Set(["if", "propertyNames"])

/** Errors of the branches of a union lie at the union or below it; the union itself is judged anew. */
const isAtUnion = (path: string, unions: ReadonlySet<string>): boolean => unions.has(path) || isBelowUnion(path, unions)

const isBelowUnion = (path: string, unions: ReadonlySet<string>): boolean => {
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    if (unions.has(path.slice(0, at))) return true
  }
  return false
}

const typeOf = (data: unknown) => (Array.isArray(data) ? "array" : data === null ? "null" : typeof data)

/** One way in which a value does not fit the JSON Schema. */
import { type KeyPath } from "./SourceMap.ts"

export type SchemaNode = Readonly<Record<string, unknown>>

export interface Violation {
  readonly path: KeyPath
  readonly keyword: string // of JSON Schema, or one of the three below
  readonly params: Readonly<Record<string, unknown>>
  readonly schema: SchemaNode // the schema that the keyword stands in
  readonly data: unknown
}

/** Keywords of our own, for values that fit no branch of a union. */
export const noBranch = "noBranch" // of another shape than every branch; params: keys
export const noKey = "noKey" // none of the keys that tell the branches apart; params: keys
export const manyKeys = "manyKeys" // several of them; params: keys, present

export const isRecord = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null && !Array.isArray(data)

export const keysOf = (schema: SchemaNode): ReadonlyArray<string> => Object.keys(schema["properties"] ?? {})

/** What is wrong: for a missing or an unknown key that key, not the map that lacks or has it. */
export const faultOf = ({ keyword, params, path }: Violation): KeyPath =>
  keyword === "required"
    ? [...path, String(params["missingProperty"])]
    : keyword === "additionalProperties"
    ? [...path, String(params["additionalProperty"])]
    : path

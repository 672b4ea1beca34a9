/** The JSON Schema of the syncfile, for editors and for ajv. */
import { JsonSchema, Schema } from "effect"
import { Syncfile } from "./Syncfile.ts"

type Node = Readonly<Record<string, unknown>>

export const jsonSchema = (): Node => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(Syncfile, { onExcessProperty: "error" })
  const { description, title, ...rest } = schema
  return {
    $schema: JsonSchema.META_SCHEMA_URI_DRAFT_2020_12,
    title,
    description,
    ...flat(rest),
    $defs: flat(definitions),
  }
}

/**
 * Effect writes what a key says about itself into an `allOf` next to the type of its value. Editors look for
 * `description` and `examples` on the property itself, so parts that contradict nothing move up.
 */
const flat = (node: Node): Node => {
  const lifted = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, flatValue(value)]))
  const { allOf, ...own } = lifted
  if (!Array.isArray(allOf)) return lifted
  const parts = allOf as ReadonlyArray<Node>
  const keys = [own, ...parts].flatMap((part) => Object.keys(part))
  return new Set(keys).size === keys.length ? Object.assign({}, own, ...parts) as Node : lifted
}

const flatValue = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(flatValue)
    : typeof value === "object" && value !== null
    ? flat(value as Node)
    : value

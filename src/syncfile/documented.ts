/** Keys of the written syncfile, each with the description and the examples that its JSON Schema shows. */
import { Schema } from "effect"

type Examples<S extends Schema.Top> = readonly [S["Encoded"], ...ReadonlyArray<S["Encoded"]>]

export const required = <S extends Schema.Top>(schema: S, description: string, ...examples: Examples<S>) =>
  schema.annotateKey({ description, examples })

export const optional = <S extends Schema.Top>(schema: S, description: string, ...examples: Examples<S>) =>
  Schema.optionalKey(schema).annotateKey({ description, examples })

/**
 * Text of one shape. Complaints read "`key` must be <expected>", so `expected` is a noun phrase.
 * The `u` flag on the pattern is what makes Effect carry it over into the JSON Schema.
 */
export const text = (identifier: string, pattern: RegExp, expected: string) =>
  Schema.String.check(Schema.isPattern(pattern)).annotate({ identifier, description: expected })

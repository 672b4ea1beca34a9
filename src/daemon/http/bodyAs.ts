/** What the body of a request asks for in particular. */
import { Data, Effect, Schema, SchemaIssue } from "effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import { printable } from "../../report/escape.ts"

/** Nothing is done then: what was asked for may be just what was not understood. */
export class NotUnderstood extends Data.TaggedError("NotUnderstood")<{ readonly message: string }> {}

/** An empty body asks for nothing in particular. */
export const bodyAs = <A>(
  schema: Schema.Codec<A, unknown>,
): Effect.Effect<A, NotUnderstood, HttpServerRequest.HttpServerRequest> => {
  const decode = Schema.decodeEffect(Schema.fromJsonString(schema), { errors: "all", onExcessProperty: "error" })
  return HttpServerRequest.HttpServerRequest.pipe(
    Effect.flatMap(({ text }) => text),
    Effect.mapError(() => ["it did not arrive"]),
    Effect.flatMap((text) => Effect.mapError(decode(text === "" ? "{}" : text), ({ issue }) => complaintsIn(issue))),
    Effect.mapError((complaints) =>
      new NotUnderstood({ message: `Nothing is done, because the body is not understood: ${complaints.join("; ")}.` })
    ),
  )
}

const complaintsIn = (issue: SchemaIssue.Issue): ReadonlyArray<string> =>
  SchemaIssue.makeFormatterStandardSchemaV1()(issue).issues.map(({ message, path = [] }) =>
    [...path.map((step) => printable(String(typeof step === "object" ? step.key : step))), message].join(": ")
  )

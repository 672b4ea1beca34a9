/** Plans as a file: what was reviewed is what will be applied, and nothing else. */
import { Data, Result, Schema } from "effect"
import { createHash } from "node:crypto"
import { Plan } from "../domain/Plan.ts"

const format = 1

const Content = Schema.Struct({
  format: Schema.Literal(format),
  name: Schema.String, // of the setup
  created: Schema.String, // ISO 8601
  plans: Schema.Array(Schema.toCodecJson(Plan)),
})
const Document = Schema.Struct({ digest: Schema.String, content: Content })
const Envelope = Schema.Struct({ digest: Schema.String, content: Schema.Unknown })

export interface PlanFile {
  readonly name: string
  readonly created: string
  readonly plans: ReadonlyArray<Plan>
  readonly digest: string // "sha256:…" over everything else
}

/** The text cannot be used as a plan. Nothing in it is trusted before its digest holds. */
export class PlanFileError extends Data.TaggedError("PlanFileError")<{ readonly message: string }> {}

/** What is already in step is left out: the next pass sees it again by itself. */
export const encodePlanFile = (
  name: string,
  created: string,
  plans: ReadonlyArray<Plan>,
): PlanFile & { text: string } => {
  const content = Schema.encodeSync(Content)({
    format,
    name,
    created,
    plans: plans.map(withoutAgreed),
  })
  const digest = digestOf(content)
  return { name, created, plans, digest, text: `${JSON.stringify({ digest, content }, undefined, 1)}\n` }
}

const withoutAgreed = (plan: Plan): Plan => Object.assign({}, plan, { agreed: [] })

export const decodePlanFile = (text: string): Result.Result<PlanFile, PlanFileError> => {
  const parsed = Schema.decodeUnknownResult(Schema.fromJsonString(Envelope))(text)
  if (Result.isFailure(parsed)) return refuse("it is not a saved plan")
  if (parsed.success.digest !== digestOf(parsed.success.content)) {
    return refuse("its digest does not fit: it was cut short or changed after it was saved")
  }
  const decoded = Schema.decodeUnknownResult(Document)(parsed.success)
  if (Result.isFailure(decoded)) return refuse("it was saved by another version of syncfile")
  const { digest, content: { name, created, plans } } = decoded.success
  return Result.succeed({ digest, name, created, plans })
}

const refuse = (why: string) =>
  Result.fail(new PlanFileError({ message: `${why}. Make a new one: syncfile plan --out FILE` }))

const digestOf = (content: unknown): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`

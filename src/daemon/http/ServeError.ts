/** Nobody can be served at a place. */
import { Data } from "effect"

export class ServeError extends Data.TaggedError("ServeError")<{ readonly message: string }> {}

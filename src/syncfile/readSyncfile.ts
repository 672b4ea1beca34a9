/** The whole way from the text of a syncfile to a setup, for callers that have every rule file at hand. */
import { Result } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { type Environment } from "./interpolate.ts"
import { parse } from "./parse.ts"
import { type ResolveContext } from "./Reading.ts"
import { resolve } from "./resolve.ts"
import { type SyncfileError } from "./SyncfileError.ts"

export interface ReadSyncfile extends ResolveContext {
  readonly file: string // how complaints call it
  readonly text: string
  readonly env: Environment
}

export const readSyncfile = (input: ReadSyncfile): Result.Result<Setup, SyncfileError> =>
  Result.flatMap(parse(input.file, input.text, input.env), (parsed) => resolve(parsed, input))

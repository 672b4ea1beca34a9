/** What a run knows of large files: from which size on, how often one is noted, and what earlier runs left of them. */
import { Context, Effect } from "effect"
import { type Transfer } from "../domain/Action.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Checkpoint, type Run, type StateError } from "../state/StateStore.ts"
import { type HeldPart, partFor } from "./heldParts.ts"
import { Stopping } from "./Stopping.ts"

export interface LargeFiles {
  readonly least: number // bytes; a smaller file is sent as a whole
  readonly every: number // bytes between two checkpoints
  readonly partFor: (
    action: Transfer,
  ) => { readonly part: HeldPart["leftover"]; readonly checkpoint: Checkpoint } | undefined
  readonly note: (number: number, checkpoint: Checkpoint | undefined) => Effect.Effect<void, StateError>
  readonly takenUp: (path: Transfer["path"], bytes: number) => Effect.Effect<void>
  readonly isStopping: () => boolean
}

const mebibyte = 1024 * 1024

/** Large enough that a connection's speed shows, and that what is remembered of a file is little beside it. */
export const largeBytes = 64 * mebibyte

export const CheckpointDistance = Context.Reference<Pick<LargeFiles, "least" | "every">>(
  "syncfile/engine/CheckpointDistance",
  { defaultValue: () => ({ least: largeBytes, every: 128 * mebibyte }) },
)

export const largeFilesOf = Effect.fnUntraced(function*(pair: string, run: Run, parts: ReadonlyArray<HeldPart>) {
  const reporter = yield* Reporter
  const stopping = yield* Stopping
  return {
    ...yield* CheckpointDistance,
    partFor: (action) => {
      const found = partFor(parts, action)
      return found === undefined ? undefined : { part: found.leftover, checkpoint: found.checkpoint }
    },
    note: run.checkpoint,
    takenUp: (path, bytes) => reporter.emit({ _tag: "TakenUp", pair, path, bytes }),
    isStopping: () => stopping.isRequested,
  } satisfies LargeFiles
})

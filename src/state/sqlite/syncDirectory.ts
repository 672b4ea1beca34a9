/** Makes durable that a name came or went. */
import { Effect } from "effect"
import { closeSync, constants, fsyncSync, openSync } from "node:fs"
import { dirname } from "node:path"
import { type StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"

/** The directory that holds `file`. */
export const syncDirectory = (file: string): Effect.Effect<void, StateError> =>
  Effect.acquireUseRelease(
    attempt(file, () => openSync(dirname(file), constants.O_RDONLY)),
    (descriptor) => attempt(file, () => fsyncSync(descriptor)),
    (descriptor) => Effect.sync(() => closeSync(descriptor)),
  )

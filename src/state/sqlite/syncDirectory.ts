/** Makes durable that a name came or went. */
import { Effect } from "effect"
import { closeSync, constants, fsyncSync, openSync } from "node:fs"
import { dirname } from "node:path"
import { platform } from "node:process"
import { type StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"

/** The directory that holds `file`. Windows keeps names by itself, and opens no directory. */
export const syncDirectory = (file: string): Effect.Effect<void, StateError> =>
  platform === "win32" ? Effect.void : Effect.acquireUseRelease(
    attempt(file, () => openSync(dirname(file), constants.O_RDONLY)),
    (descriptor) => attempt(file, () => fsyncSync(descriptor)),
    (descriptor) => Effect.sync(() => closeSync(descriptor)),
  )

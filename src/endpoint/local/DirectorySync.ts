/** Makes the names in a directory outlast a power failure. */
import { Effect, Result } from "effect"
import { closeSync, fsync, openSync } from "node:fs"
import { type EndpointReason } from "../EndpointError.ts"
import { type Answer, ask } from "./Answer.ts"
import { type Directory } from "./Directories.ts"
import { codeOf, reasonOf } from "./reasonOf.ts"

type Told = (outcome: Answer<void>) => void

/** Those who come while a directory is being synced wait for the next time together, instead of one by one. */
export class DirectorySync {
  readonly #waiting = new Map<string, Array<Told>>()

  /** The directory must be kept until this is over. */
  readonly sync = (directory: Directory): Effect.Effect<void, EndpointReason> =>
    Effect.uninterruptible(Effect.callback((resume) => {
      const tell: Told = (outcome) => resume(Effect.fromResult(outcome))
      const key = `${directory.dev}:${directory.ino}`
      const waiting = this.#waiting.get(key)
      if (waiting !== undefined) return void waiting.push(tell)
      this.#waiting.set(key, [])
      this.#start(key, directory, [tell])
    }))

  #start(key: string, directory: Directory, served: ReadonlyArray<Told>): void {
    const opened = ask(() => openSync(directory.base, "r"))
    if (Result.isFailure(opened)) return this.#finish(key, directory, served, Result.fail(opened.failure))
    fsync(opened.success, (error) => {
      closeSync(opened.success)
      const isDone = error === null || unsyncable.has(codeOf(error) ?? "")
      this.#finish(key, directory, served, isDone ? Result.void : Result.fail(reasonOf(error)))
    })
  }

  #finish(key: string, directory: Directory, served: ReadonlyArray<Told>, outcome: Answer<void>): void {
    const next = this.#waiting.get(key) ?? []
    if (next.length === 0) {
      this.#waiting.delete(key)
    } else {
      this.#waiting.set(key, [])
      this.#start(key, directory, next)
    }
    for (const tell of served) tell(outcome)
  }
}

/** What file systems answer that know no such thing for directories. */
const unsyncable = new Set(["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EPERM", "EBADF"])

/** A directory held open: whatever happens to its path, its descriptor leads to the directory that was opened. */
import { Result } from "effect"
import { closeSync, constants, fstatSync, openSync } from "node:fs"
import { type Answer, ask } from "./Answer.ts"
import { type Directory } from "./Directories.ts"

/** Where Linux shows the descriptors of a process as paths. */
export const descriptors = "/proc/self/fd"

const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW

export class HeldDirectory implements Directory {
  readonly base: string
  readonly absolute: string
  readonly dev: number
  readonly ino: number
  readonly #descriptor: number
  #uses = 0
  #isRetired = false

  private constructor(absolute: string, descriptor: number) {
    const { dev, ino } = fstatSync(descriptor)
    this.base = `${descriptors}/${descriptor}`
    this.absolute = absolute
    this.dev = dev
    this.ino = ino
    this.#descriptor = descriptor
  }

  /** `name` leads to the directory in one step, from a directory that is held itself. */
  static open(name: string, absolute: string): Answer<HeldDirectory> {
    return Result.flatMap(
      ask(() => openSync(name, flags)),
      (descriptor) => ask(() => new HeldDirectory(absolute, descriptor)),
    )
  }

  readonly keep = (): () => void => {
    this.#uses += 1
    return () => {
      this.#uses -= 1
      this.#closeIfUnused()
    }
  }

  /** Closes it as soon as nobody keeps it any more: a descriptor closed too early may stand for something else. */
  retire(): void {
    if (this.#isRetired) return
    this.#isRetired = true
    this.#closeIfUnused()
  }

  #closeIfUnused(): void {
    if (this.#isRetired && this.#uses === 0) closeSync(this.#descriptor)
  }
}

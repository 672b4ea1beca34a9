/** A file being written under a name of our own, readable by nobody else, until it is published or discarded. */
import { Result } from "effect"
import { closeSync, constants, fchmodSync, fstatSync, futimesSync, lstatSync, openSync, unlinkSync } from "node:fs"
import { noBeginning } from "../EndpointError.ts"
import { type Answer, ask, refuse } from "./Answer.ts"
import { type Directory } from "./Directories.ts"
import { quietly } from "./observe.ts"

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK

export class Part {
  readonly directory: Directory
  readonly name: string
  readonly size: number // that it shall have
  readonly mode: number // that it shall have once it is complete
  readonly descriptor: number
  readonly ino: number
  readonly #release: () => void
  #given: number
  #isOpen = true
  #isPublished = false

  private constructor(
    directory: Directory,
    name: string,
    size: number,
    mode: number,
    descriptor: number,
    held: number,
  ) {
    this.directory = directory
    this.name = name
    this.size = size
    this.mode = mode
    this.descriptor = descriptor
    this.#given = held
    this.ino = fstatSync(descriptor).ino
    this.#release = directory.keep()
  }

  /**
   * Whatever has the name already, a planted link above all, is neither opened nor followed. `isOver`: a file that has
   * it is what an earlier attempt left, and goes.
   */
  static create(directory: Directory, name: string, size: number, mode: number, isOver: boolean): Answer<Part> {
    if (isOver) removeFile(`${directory.base}/${name}`)
    const opened = ask(() => openSync(`${directory.base}/${name}`, flags, 0o600))
    if (Result.isSuccess(opened)) return ask(() => new Part(directory, name, size, mode, opened.success, 0))
    return opened.failure._tag === "AlreadyExists"
      ? refuse(`its temporary name ${name} is taken`)
      : Result.fail(opened.failure)
  }

  /** One that was taken up, and has its first `held` bytes and no more. */
  static goOn(directory: Directory, name: string, size: number, mode: number, held: number): Answer<Part> {
    const opened = ask(() => openSync(`${directory.base}/${name}`, appending))
    if (Result.isFailure(opened)) return Result.fail(opened.failure)
    const stats = ask(() => fstatSync(opened.success))
    if (Result.isSuccess(stats) && stats.success.isFile() && stats.success.size === held) {
      return ask(() => new Part(directory, name, size, mode, opened.success, held))
    }
    closeSync(opened.success)
    return Result.fail(Result.isFailure(stats) ? stats.failure : noBeginning)
  }

  get path(): string {
    return `${this.directory.base}/${this.name}`
  }

  get given(): number {
    return this.#given
  }

  get isPublished(): boolean {
    return this.#isPublished
  }

  /** Counts bytes about to be written. */
  take(bytes: number): Answer<void> {
    this.#given += bytes
    return this.#given > this.size ? this.#mismatch() : Result.void
  }

  /** Gives it its mode and its time once all its bytes are there. */
  complete(modified: number): Answer<void> {
    if (this.#given !== this.size) return this.#mismatch()
    const mode = ask(() => fchmodSync(this.descriptor, this.mode))
    if (Result.isFailure(mode) && !modeless.has(mode.failure._tag)) return mode
    return setTime(this.descriptor, modified)
  }

  /** Some file systems tell only at the close that something could not be written. */
  close(): Answer<void> {
    const stats = ask(() => fstatSync(this.descriptor))
    if (Result.isFailure(stats)) return Result.fail(stats.failure)
    this.#isOpen = false
    const closed = ask(() => closeSync(this.descriptor))
    return stats.success.size === this.size ? closed : refuse("the disk does not hold all that was written")
  }

  /** From now on its name is not ours to remove any more. */
  published(): void {
    this.#isPublished = true
  }

  /** `isKept`: somebody will go on with what is there. */
  readonly discard = (isKept: boolean): void => {
    if (this.#isOpen) ask(() => closeSync(this.descriptor))
    if (!this.#isPublished && !isKept) ask(() => unlinkSync(this.path))
    this.#release()
  }

  #mismatch(): Answer<never> {
    return refuse(`it was to have ${this.size} bytes and was given ${this.#given}`)
  }
}

/** What cannot be removed shows when the name is taken. */
const removeFile = (path: string): void => {
  const found = ask(() => lstatSync(path, quietly))
  if (Result.isSuccess(found) && found.success?.isFile() === true) ask(() => unlinkSync(path))
}

/** On a file system without modes, what was created has the mode that it has. */
const modeless: ReadonlySet<string> = new Set(["PermissionDenied", "Unsupported"])

/**
 * A date, for a negative number would mean "now". Cut to the millisecond, so that no rounding ever moves a time into
 * the next second. A time that no date can hold is left out.
 */
const setTime = (descriptor: number, modified: number): Answer<void> => {
  const date = new Date(Math.floor(modified))
  return Number.isNaN(date.getTime()) ? Result.void : ask(() => futimesSync(descriptor, date, date))
}

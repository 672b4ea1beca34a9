/** Directories held open on Linux, so that a parent swapped for a link leads nothing out of the root. */
import { Result } from "effect"
import { lstatSync } from "node:fs"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type Answer, ask } from "./Answer.ts"
import { type Directories, type Directory } from "./Directories.ts"
import { HeldDirectory } from "./HeldDirectory.ts"
import { type Root } from "./Root.ts"

const mostHeld = 256

/**
 * A held directory is used again only while its name, looked up in its held parent, still leads to it. As long as it
 * is held its inode number belongs to no other, so comparing that number is proof.
 */
export class HeldDirectories implements Directories {
  readonly #root: Root
  readonly #most: number
  readonly #held = new Map<RelPath, HeldDirectory>() // the one used longest ago comes first
  #top: HeldDirectory | undefined

  constructor(root: Root, most = mostHeld) {
    this.#root = root
    this.#most = most
  }

  readonly at = (path: RelPath | undefined): Answer<Directory> => {
    if (path === undefined) return this.#atTop()
    const above = this.at(parentOf(path))
    return Result.isFailure(above) ? above : this.#below(above.success, path)
  }

  readonly close = (): void => {
    this.#top?.retire()
    this.#top = undefined
    for (const held of this.#held.values()) held.retire()
    this.#held.clear()
  }

  /** The root is held to the end: its inode number must not be given to a directory put in its place. */
  #atTop(): Answer<Directory> {
    const located = this.#root.locate()
    if (Result.isFailure(located)) return Result.fail(located.failure)
    const { absolute, dev, ino } = located.success
    if (this.#top?.ino === ino && this.#top.dev === dev) return Result.succeed(this.#top)
    const opened = HeldDirectory.open(absolute, absolute)
    if (Result.isSuccess(opened)) {
      this.#top?.retire()
      this.#top = opened.success
    }
    return opened
  }

  #below(above: Directory, path: RelPath): Answer<Directory> {
    const name = nameOf(path)
    const known = this.#held.get(path)
    if (known !== undefined) {
      this.#held.delete(path)
      if (leadsTo(`${above.base}/${name}`, known)) {
        this.#held.set(path, known)
        return Result.succeed(known)
      }
      known.retire()
    }
    const opened = HeldDirectory.open(`${above.base}/${name}`, `${above.absolute}/${name}`)
    if (Result.isSuccess(opened)) {
      this.#held.set(path, opened.success)
      this.#letGo()
    }
    return opened
  }

  /** Two stay in any case: the directory just opened, and the one it was opened from. */
  #letGo(): void {
    if (this.#held.size <= Math.max(this.#most, 2)) return
    for (const [path, held] of this.#held) {
      this.#held.delete(path)
      return held.retire()
    }
  }
}

const leadsTo = (path: string, { dev, ino }: Directory): boolean => {
  const now = ask(() => lstatSync(path, { throwIfNoEntry: false }))
  return Result.isSuccess(now) && now.success?.ino === ino && now.success.dev === dev
}

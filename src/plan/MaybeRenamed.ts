/** Finds files that are new on a side and may be ones that went from it under another name. */
import { type File, unchanged } from "../domain/Entry.ts"
import { type Mode } from "../domain/Pair.ts"
import { nameOf, type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side, sides } from "../domain/Side.ts"
import { type Sighting } from "./Evidence.ts"

/** A file that only `side` has, and that was never in step. */
export interface New {
  readonly side: Side
  readonly path: RelPath
  readonly file: File
}

/** A file that was renamed on `side`, by people or another program, while the other side still has it as it was. */
export interface Match {
  readonly side: Side
  readonly from: RelPath
  readonly path: RelPath
}

export class MaybeRenamed {
  readonly #sources: ReadonlyArray<Side>
  readonly #new: Array<New> = []
  readonly #gone = new Queues() // under every key by which they can be found again

  constructor(mode: Mode) {
    this.#sources = mode === "copy" ? [] : mode === "mirror" ? ["left"] : sides
  }

  note(path: RelPath, seen: Sighting): void {
    for (const side of this.#sources) {
      const other = seen[otherSide(side)]
      const own = seen[side]
      const before = seen.agreed?.[side]
      if (own === undefined && before?._tag === "File" && unchanged(seen.agreed?.[otherSide(side)], other)) {
        const gone = { side, path, file: before }
        for (const key of keysOf(gone)) this.#gone.add(key, path)
        if (before.digest !== undefined) this.#gone.add(stampKeyOf(gone), path)
      }
      if (own?._tag === "File" && other === undefined && seen.agreed === undefined) {
        this.#new.push({ side, path, file: own })
      }
    }
  }

  /** New files of which only the content tells whether they were there before. */
  unclear(): ReadonlyArray<New> {
    return this.#new.filter((each) =>
      !keysOf(each).some((key) => this.#gone.has(key)) && this.#gone.has(stampKeyOf(each))
    )
  }

  /** Each file that went is found again once at most: by its id, else by its content, under the same name if it can be. */
  matches(): ReadonlyArray<Match> {
    const taken = new Set<string>()
    return this.#new.flatMap((each) => {
      const { side, path } = each
      for (const key of keysOf(each)) {
        const from = this.#gone.take(key, (from) => taken.has(`${side} ${from}`))
        if (from === undefined) continue
        taken.add(`${side} ${from}`)
        return [{ side, from, path }]
      }
      return []
    })
  }
}

/** A rename keeps size and modification time: files that do not agree in both are never held against each other. */
const stampKeyOf = ({ side, file: { size, modified } }: New): string => `${side} ${size} ${modified}`

/**
 * The surest first. Renaming a directory leaves the ids of the files in it as they are. That of a file that is renamed
 * itself changes, and its inode alone proves nothing: the next file that is made may be given the inode of one that went.
 */
const keysOf = (file: New): ReadonlyArray<string> => {
  const stamp = stampKeyOf(file)
  const { id, size, digest } = file.file
  const content = size === 0 ? "empty" : digest
  return [
    ...(id === undefined ? [] : [`${stamp} id ${id}`]),
    ...(content === undefined ? [] : [`${stamp} ${content} ${nameOf(file.path)}`, `${stamp} ${content}`]),
  ]
}

class Queues {
  readonly #queues = new Map<string, { readonly paths: Array<RelPath>; next: number }>()

  add(key: string, path: RelPath): void {
    const queue = this.#queues.get(key)
    if (queue === undefined) this.#queues.set(key, { paths: [path], next: 0 })
    else queue.paths.push(path)
  }

  has(key: string): boolean {
    return this.#queues.has(key)
  }

  /** The first of a queue that is not `spent`. What is spent never comes back. */
  take(key: string, spent: (path: RelPath) => boolean): RelPath | undefined {
    const queue = this.#queues.get(key)
    if (queue === undefined) return undefined
    while (queue.next < queue.paths.length) {
      const path = queue.paths[queue.next++]!
      if (!spent(path)) return path
    }
    return undefined
  }
}

/** Digests that were told, folder by folder: what is looked at again is a whole folder, as soon as nothing more is asked about it. */
import { parentOf, type RelPath } from "../../../domain/RelPath.ts"
import { type Content } from "../../Endpoint.ts"
import { type Batch } from "./batchesOf.ts"

export interface Told {
  readonly content: Content
  readonly digest: string
}

export interface ToldFolder {
  readonly folder: RelPath | undefined
  readonly told: ReadonlyArray<Told>
}

export class Recheck {
  readonly #folders = new Map<RelPath | undefined, { open: number; readonly told: Array<Told> }>()

  constructor(contents: ReadonlyArray<Content>) {
    for (const [path] of contents) this.#folderOf(path).open += 1
  }

  /** Takes an answer; gives the folders that nothing more is asked about. */
  take(batch: Batch, digests: ReadonlyMap<RelPath, string>): ReadonlyArray<ToldFolder> {
    for (const content of batch) {
      const folder = this.#folderOf(content[0])
      const digest = digests.get(content[0])
      folder.open -= 1
      if (digest !== undefined) folder.told.push({ content, digest })
    }
    return this.#remove(({ open }) => open === 0)
  }

  /** What is left when nobody is asked any more. */
  rest(): ReadonlyArray<ToldFolder> {
    return this.#remove(() => true)
  }

  #folderOf(path: RelPath) {
    const name = parentOf(path)
    const folder = this.#folders.get(name) ?? { open: 0, told: [] }
    this.#folders.set(name, folder)
    return folder
  }

  #remove(isDue: (folder: { readonly open: number }) => boolean): ReadonlyArray<ToldFolder> {
    const due = Array.from(this.#folders).filter(([, folder]) => isDue(folder))
    for (const [name] of due) this.#folders.delete(name)
    return due.flatMap(([folder, { told }]) => told.length === 0 ? [] : [{ folder, told }])
  }
}

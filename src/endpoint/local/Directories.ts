/** The way to directories below a root: name by name, each a real directory, never through a link. */
import { type RelPath } from "../../domain/RelPath.ts"
import { type Answer } from "./Answer.ts"

export interface Directory {
  /** A path that stands for this directory; `${base}/${name}` is what is in it. */
  readonly base: string
  /** Where it was when it was found. Quicker than `base`, and proof of nothing. */
  readonly absolute: string
  readonly dev: number
  readonly ino: number
  /** Lets `base` be used beyond the moment, until what comes back is called. */
  readonly keep: () => () => void
}

export interface Directories {
  /** `undefined` is the root. The answer is good until control is given up, unless it is kept. */
  readonly at: (path: RelPath | undefined) => Answer<Directory>
  readonly close: () => void
}

export const sameDirectory = (left: Directory, right: Directory): boolean =>
  left.ino === right.ino && left.dev === right.dev

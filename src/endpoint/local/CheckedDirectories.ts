/** Directories on systems that show no descriptors as paths: each name on the way is looked at before every use. */
import { Result } from "effect"
import { lstatSync } from "node:fs"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type Answer, ask } from "./Answer.ts"
import { type Directories, type Directory } from "./Directories.ts"
import { type Root } from "./Root.ts"

/** Weaker than holding: a parent swapped for a link between the look and the use is not noticed. */
export class CheckedDirectories implements Directories {
  readonly #root: Root

  constructor(root: Root) {
    this.#root = root
  }

  readonly at = (path: RelPath | undefined): Answer<Directory> => {
    if (path === undefined) {
      return Result.map(this.#root.locate(), ({ absolute, dev, ino }) => seen(absolute, dev, ino))
    }
    const above = this.at(parentOf(path))
    if (Result.isFailure(above)) return above
    const absolute = `${above.success.absolute}/${nameOf(path)}`
    return Result.flatMap(
      ask(() => lstatSync(absolute)),
      (stats): Answer<Directory> =>
        stats.isDirectory()
          ? Result.succeed(seen(absolute, stats.dev, stats.ino))
          : Result.fail({ _tag: "NotADirectory" }),
    )
  }

  readonly close = (): void => {}
}

const seen = (absolute: string, dev: number, ino: number): Directory => ({
  base: absolute,
  absolute,
  dev,
  ino,
  keep: () => () => {},
})

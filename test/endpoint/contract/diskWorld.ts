/** A world that is a folder on this disk, whoever serves it. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { type World } from "./World.ts"

/** `root` is absolute. A root that is replaced stays beside the new one, so that its inode is not used again. */
export const diskWorld = (root: string): World => {
  let replaced = 0
  return {
    root,
    put: (path, content, { modified, mode } = {}) => {
      const file = join(root, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
      if (mode !== undefined) chmodSync(file, mode)
      if (modified !== undefined) utimesSync(file, new Date(modified), new Date(modified))
    },
    makeDirectory: (path) => void mkdirSync(join(root, path), { recursive: true }),
    link: (path, target) => symlinkSync(target, join(root, path)),
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    bytes: (path) => {
      const stats = lstatSync(join(root, path), { throwIfNoEntry: false })
      return stats?.isFile() ? readFileSync(join(root, path)) : undefined
    },
    modified: (path) => statSync(join(root, path)).mtimeMs,
    mode: (path) => statSync(join(root, path)).mode & 0o7777,
    names: (directory = "") => readdirSync(join(root, directory)).sort(),
    removeRoot: () => rmSync(root, { recursive: true }),
    replaceRoot: () => {
      replaced += 1
      renameSync(root, `${root}.replaced-${replaced}`)
      mkdirSync(root)
    },
  }
}

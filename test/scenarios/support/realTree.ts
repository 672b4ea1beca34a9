/** A real tree to mirror: the packages that this project has installed, links and all. */
import { copyFileSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, utimesSync } from "node:fs"
import { join } from "node:path"
import { isFull } from "./isFull.ts"

const packages = join(import.meta.dirname, "..", "..", "..", "node_modules")

const mostFiles = isFull ? Infinity : 3000
const mostBytes = isFull ? Infinity : 30 * 1024 * 1024

export interface RealTree {
  readonly files: number
  readonly bytes: number
  readonly links: ReadonlyArray<string>
}

/**
 * Copies so much of it that a test stays quick, or all of it in the full run. Links lead nowhere in a part. Caches of
 * tools are left out, for they change while this runs.
 */
export const copyRealTree = (folder: string): RealTree => {
  const links: Array<string> = []
  let files = 0
  let bytes = 0
  const copy = (below: string): void => {
    mkdirSync(join(folder, below))
    const names = readdirSync(join(packages, below)).filter((name) => !/^\.(?:vite|cache)/u.test(name)).sort()
    for (const name of names) {
      const path = join(below, name)
      const [from, to] = [join(packages, path), join(folder, path)]
      const stats = lstatSync(from)
      if (stats.isSymbolicLink()) {
        symlinkSync(readlinkSync(from), to)
        links.push(path)
      } else if (stats.isDirectory()) {
        if (files < mostFiles) copy(path)
      } else if (stats.isFile() && files < mostFiles && bytes + stats.size <= mostBytes) {
        copyFileSync(from, to)
        utimesSync(to, stats.atime, stats.mtime)
        files++
        bytes += stats.size
      }
    }
  }
  copy("")
  return { files, bytes, links }
}

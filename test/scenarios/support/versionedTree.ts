/** A tree of which every version differs from the one before in every file that both hold. */
import { createHash } from "node:crypto"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

export type Contents = ReadonlyMap<string, Buffer>

const folders = 25
const comeAndGo = 40 // files that one version alone has

/** Most files are a few KiB, one in a hundred takes many packets. */
export const versionedTree = (version: number, files: number): Contents => {
  const lasting = Array.from({ length: files - comeAndGo }, (_, number) => `folder-${number % folders}/${number}.txt`)
  const passing = Array.from({ length: comeAndGo }, (_, number) => `only-in-${version}/${number}.txt`)
  return new Map([...lasting, ...passing].map((path, number) => [path, contentOf(path, version, number)]))
}

/** What it is, one byte over and over, and a digest of both: no part of it could pass for the whole. */
const contentOf = (path: string, version: number, number: number): Buffer => {
  const length = number % 100 === 0 ? 250_000 + version * 1000 : 500 + (number * 37 + version * 101) % 6000
  const body = Buffer.concat([Buffer.from(`${path}, version ${version}\n`), Buffer.alloc(length, 65 + version % 26)])
  return Buffer.concat([body, createHash("sha256").update(body).digest()])
}

/** Makes the folder hold `next` and nothing else, where it held `before`. */
export const putVersion = (folder: string, next: Contents, before: Contents = new Map()): void => {
  for (const parent of new Set(Array.from(next.keys(), dirname))) mkdirSync(join(folder, parent), { recursive: true })
  for (const [path, content] of next) writeFileSync(join(folder, path), content)
  const kept = new Set(Array.from(next.keys(), dirname))
  for (const parent of new Set(Array.from(before.keys(), dirname))) {
    if (!kept.has(parent)) rmSync(join(folder, parent), { recursive: true })
  }
}

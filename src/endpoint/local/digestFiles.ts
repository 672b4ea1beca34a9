/** Digests of small files of this machine, without a stream for each. */
import { Effect, Result } from "effect"
import { hash } from "node:crypto"
import { unchanged } from "../../domain/Entry.ts"
import { nameOf, parentOf } from "../../domain/RelPath.ts"
import { type Content, type Endpoint } from "../Endpoint.ts"
import { smallBytes } from "./digestNames.ts"
import { entryOf } from "./entryOf.ts"
import { type Folder } from "./Folder.ts"
import { reach } from "./reach.ts"
import { readWhole } from "./readFile.ts"

/** Between two breaths, in which a server's answers are taken in. */
const mostAtOnce = 32

const groupsAtOnce = 16

export const digestFiles = (folder: Folder): Endpoint["digests"] =>
  Effect.fnUntraced(function*(contents, found) {
    const small = contents.filter(([, { size }]) => size <= smallBytes)
    yield* Effect.forEach(groupsOf(small), (group) => digestGroup(folder, group, found), {
      concurrency: groupsAtOnce,
      discard: true,
    })
    return undefined
  })

/** Of one directory each, in the order in which they come. */
const groupsOf = (contents: ReadonlyArray<Content>): ReadonlyArray<ReadonlyArray<Content>> => {
  const groups: Array<Array<Content>> = []
  for (const content of contents) {
    const group = groups.at(-1)
    const isIn = group !== undefined && group.length < mostAtOnce && parentOf(group[0]![0]) === parentOf(content[0])
    if (isIn) group.push(content)
    else groups.push([content])
  }
  return groups
}

/** What a thread cannot tell of is read here, and what cannot be read here is not told of at all. */
const digestGroup = Effect.fnUntraced(
  function*(folder: Folder, group: ReadonlyArray<Content>, found: Parameters<Endpoint["digests"]>[1]) {
    const told = yield* digestsInThread(folder, group)
    for (const [index, content] of group.entries()) {
      const [path, file] = content
      const inThread = told[index]
      if (inThread !== undefined && unchanged(file, entryOf(inThread.file))) yield* found(content, inThread.digest)
      else {
        const bytes = readWhole(folder, path, file)
        if (Result.isSuccess(bytes)) yield* found(content, hash("sha256", bytes.success, "hex"))
      }
    }
    yield* Effect.yieldNow
  },
)

const digestsInThread = (folder: Folder, group: ReadonlyArray<Content>) =>
  Effect.suspend(() => {
    const directory = reach(folder, parentOf(group[0]![0]))
    if (Result.isFailure(directory)) return Effect.succeed([])
    const release = directory.success.keep()
    const asking = folder.thread.digest(directory.success.base, group.map(([path]) => nameOf(path)))
    return Effect.ensuring(asking, Effect.sync(release))
  })

/** Whether a shell sees the files that SFTP shows, and digests them right: a few are read and compared before it is believed. */
import { Effect } from "effect"
import { type RelPath } from "../../../domain/RelPath.ts"
import { type Content } from "../../Endpoint.ts"
import { askDigests, askTail } from "./askDigests.ts"
import { type HashingShell } from "./HashingShell.ts"
import { stretchBytes } from "./shellCommand.ts"

/** The digest of a file from a byte on, read over SFTP; `undefined` if it cannot be read. */
export type ReadDigest = (content: Content, from: number) => Effect.Effect<string | undefined>

/** Besides the smallest one: the newest, for where a shell sees another copy of all this, it is in them that they differ. */
const newest = 3

/**
 * Small files are read whole, and asked for in the way in which all others will be. Where all are large, it is the end of
 * the smallest one that is read, which tells its size and that of what the shell sees, too.
 */
export const proveShell = Effect.fnUntraced(function*(
  shell: HashingShell,
  contents: ReadonlyArray<Content>,
  readDigest: ReadDigest,
): Effect.fn.Return<boolean> {
  const samples = samplesOf(contents)
  const [smallest] = samples
  if (smallest === undefined) return false
  if (smallest[1].size > stretchBytes) {
    const { from, digest } = yield* askTail(shell, smallest)
    return digest !== undefined && digest === (yield* readDigest(smallest, from))
  }
  const { told, read } = yield* Effect.all({
    told: askDigests(shell, samples),
    read: Effect.forEach(samples, (each) => readDigest(each, 0), { concurrency: "unbounded" }),
  }, { concurrency: 2 })
  return told !== undefined && isBorneOut(told, samples, read)
})

/** A sample that cannot be read any more, because somebody changed or removed it, says nothing. */
const isBorneOut = (
  told: ReadonlyMap<RelPath, string>,
  samples: ReadonlyArray<Content>,
  read: ReadonlyArray<string | undefined>,
): boolean =>
  read.some((digest) => digest !== undefined)
  && samples.every(([path], index) => read[index] === undefined || read[index] === told.get(path))

/** The smallest file that is not empty first, and with it the newest of those that are small. */
const samplesOf = (contents: ReadonlyArray<Content>): ReadonlyArray<Content> => {
  let smallest: Content | undefined
  for (const each of contents) {
    if (each[1].size > 0 && (smallest === undefined || each[1].size < smallest[1].size)) smallest = each
  }
  if (smallest === undefined) return []
  const others = contents
    .filter((each) => each !== smallest && each[1].size > 0 && each[1].size <= stretchBytes)
    .toSorted(([, a], [, b]) => b.modified - a.modified)
  return [smallest, ...others.slice(0, newest)]
}

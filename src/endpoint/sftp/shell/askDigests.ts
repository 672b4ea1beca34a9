/** Asks a shell for digests. Its answer is believed line by line or not at all. */
import { Effect } from "effect"
import { type RelPath } from "../../../domain/RelPath.ts"
import { type Content } from "../../Endpoint.ts"
import { withSignsOfLife } from "../../SignOfLife.ts"
import { bytesOf } from "./batchesOf.ts"
import { type HashingShell } from "./HashingShell.ts"
import { separator, stretchBytes } from "./shellCommand.ts"

/** What shells and programs agree on in a line: names with anything else are not sent, and read instead. */
// oxlint-disable-next-line no-control-regex -- these are meant
const unfit = /[\u0000-\u001F\u007F\\\u2028\u2029]|^$/u

export const isFit = (name: string): boolean => !unfit.test(name)

/** The slowest disk and processor that is worth waiting for. A file that is larger may take longer. */
const patienceSeconds = 60
const bytesPerSecond = 4 * 1024 * 1024

const secondsFor = (bytes: number): number => patienceSeconds + bytes / bytesPerSecond

/**
 * The digests of what the shell could read; names come back as they went, in their order, or nothing of it is believed
 * and the shell is not asked again. `undefined`: it cannot be asked.
 */
export const askDigests = (
  shell: HashingShell,
  files: ReadonlyArray<Content>,
): Effect.Effect<ReadonlyMap<RelPath, string> | undefined> => {
  const text = `${files.map(([path]) => `./${path}`).join(separator)}\n`
  const asking = withSignsOfLife(shell.ask({ text, lines: files.length, seconds: secondsFor(bytesOf(files)) }))
  return Effect.map(asking, (lines) => {
    const found = lines === undefined ? undefined : paired(files, lines)
    if (found === undefined) shell.end()
    return found
  })
}

const paired = (
  files: ReadonlyArray<Content>,
  lines: ReadonlyArray<string>,
): ReadonlyMap<RelPath, string> | undefined => {
  const found = new Map<RelPath, string>()
  let at = 0
  for (const line of lines) {
    const { digest, name } = told.exec(line)?.groups ?? {}
    if (digest === undefined) return undefined
    while (at < files.length && `./${files[at]?.[0]}` !== name) at += 1
    const file = files[at++]
    if (file === undefined) return undefined
    found.set(file[0], digest)
  }
  return found
}

const told = /^(?<digest>[0-9a-f]{64}) [ *]?(?<name>.+)$/u

/** The digest of what a file holds from its last whole stretch on. */
export const askTail = (
  shell: HashingShell,
  [path, { size }]: Content,
): Effect.Effect<{ readonly from: number; readonly digest: string | undefined }> => {
  const stretch = Math.floor((size - 1) / stretchBytes)
  const question = { text: `:${stretch} ./${path}\n`, lines: 1, seconds: patienceSeconds }
  return Effect.map(shell.ask(question), (lines) => ({
    from: stretch * stretchBytes,
    digest: /^(?<digest>[0-9a-f]{64})(?: .*)?$/u.exec(lines?.[0] ?? "")?.groups?.["digest"],
  }))
}

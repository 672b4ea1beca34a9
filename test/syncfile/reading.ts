/** Reads syncfiles the way the tests need it: short texts in, a setup or complaints as plain lines out. */
import { Result } from "effect"
import { type Setup } from "../../src/domain/Setup.ts"
import { type ReadSyncfile, readSyncfile } from "../../src/syncfile/readSyncfile.ts"
import { type SyncfileError } from "../../src/syncfile/SyncfileError.ts"

export type Around = Partial<Omit<ReadSyncfile, "text">>

export const read = (text: string, around: Around = {}): Result.Result<Setup, SyncfileError> =>
  readSyncfile({
    file: "syncfile.yaml",
    text,
    env: {},
    directory: "/srv/feeds",
    home: "/home/ada",
    ignoreFiles: () => undefined,
    ...around,
  })

export const setupOf = (text: string, around: Around = {}): Setup =>
  Result.getOrThrowWith(read(text, around), (error) => error)

export const errorOf = (text: string, around: Around = {}): SyncfileError => {
  const result = read(text, around)
  if (Result.isSuccess(result)) throw new Error("this syncfile was accepted")
  return result.failure
}

/** Each complaint as "line:column message". */
export const complaintsAbout = (text: string, around: Around = {}): ReadonlyArray<string> => {
  const result = read(text, around)
  return Result.isSuccess(result)
    ? []
    : result.failure.complaints.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

/** Each hint, for complaints that have one. */
export const hintsFor = (text: string, around: Around = {}): ReadonlyArray<string> => {
  const result = read(text, around)
  return Result.isSuccess(result) ? [] : result.failure.complaints.flatMap(({ hint }) => hint ?? [])
}

/** A syncfile with two good remotes and the given lines as its pairs, which start in line 7. */
export const withPairs = (pairs: string): string =>
  `version: 1
name: feeds
remotes:
  office: { type: sftp, host: office.test, user: ada, auth: { agent: true } }
  cloud: { type: sftp, host: cloud.test, user: ada, auth: { agent: true }, root: /srv }
pairs:
${pairs}
`

/** A syncfile with one good pair and the given lines as its remotes, which start in line 5. */
export const withRemotes = (remotes: string): string =>
  `version: 1
name: feeds
pairs: { site: { mode: copy, source: ./public, target: ./copy } }
remotes:
${remotes}
`

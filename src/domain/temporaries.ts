/** Names of our own that stand beside users' files for a moment: `.syncfile-<run>-<number>-<attempt>.part` and `….old`. */
import { nameOf, type RelPath } from "./RelPath.ts"

const pattern = /^\.syncfile-([0-9a-f]{8})-([0-9a-z]+)-[0-9]\.(?:part|old)$/

/** Short whatever the user's file is called, so that a file with a name of 255 bytes can still be written beside. */
export const temporaryName = (run: string, number: number, attempt: number): string =>
  `.syncfile-${run}-${number.toString(36)}-${attempt}.part`

/** What the old version is called while the new one takes its name. */
export const asideName = (temporary: string): string => temporary.replace(/\.part$/, ".old")

/** The run that made a name, and the number of the action in it; `undefined` for a name that is not of ours. */
export const originOf = (path: RelPath): { readonly run: string; readonly number: number } | undefined => {
  const [, run, number] = pattern.exec(nameOf(path)) ?? []
  return run === undefined || number === undefined ? undefined : { run, number: Number.parseInt(number, 36) }
}

/** The run that made a name, or `undefined` for a name that is not of ours. */
export const runOf = (path: RelPath): string | undefined => originOf(path)?.run

/** The throw-away folder in which a server's abilities are tried. */
export const probePrefix = ".syncfile-probe-"

/** Where the state is kept unless the syncfile says otherwise. It is about this machine, and never synced. */
const stateFolder = ".syncfile"

/** Where old versions go unless the syncfile says otherwise: a folder in the root of their side. */
export const backupFolder = ".syncfile-backup"

/** A small file in the root of each side of a two-way pair: it tells which run was the last one there. */
export const markPrefix = ".syncfile-mark-"

export const isOurs = (name: string): boolean => name.startsWith(stateFolder) && isOne(name)

const isOne = (name: string): boolean =>
  name === stateFolder || name === backupFolder || name.startsWith(probePrefix) || name.startsWith(markPrefix)
  || pattern.test(name)

/** The steps of rclone's two-way scenarios that change files, taken on two folders of the disk. */
import {
  copyFileSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { basename, dirname, join } from "node:path"

/** What the terms of a scenario stand for. */
export interface BisyncFolders {
  readonly path1: string
  readonly path2: string
  readonly datadir: string // inputs
  readonly workdir: string
  /** Every file whose time is set gets a content of its own, too. Sizes stay. */
  readonly isFresh: boolean
}

export interface BisyncStep {
  readonly verb: string
  readonly words: ReadonlyArray<string>
}

export const parseStep = (step: string, folders: BisyncFolders): BisyncStep => {
  const [verb = "", ...words] = step.split(" ").map((word) => expand(word, folders))
  return { verb, words }
}

/** A byte that is no UTF-8 stands as the character of that number: no name here may be anything else than text. */
const expand = (word: string, { datadir, path1, path2, workdir }: BisyncFolders): string => {
  const terms: Readonly<Record<string, string>> = {
    "path1/": `${path1}/`,
    "path2/": `${path2}/`,
    "datadir/": `${datadir}/`,
    "workdir/": `${workdir}/`,
    "/": "/",
    spc: " ",
    eol: "\n",
  }
  return word.replaceAll(/\{([^}]*)\}/gu, (_, term: string) => {
    const text = term.startsWith("chr:") ? String.fromCharCode(parseInt(term.slice(4), 16)) : terms[term]
    if (text === undefined) throw new Error(`no scenario has the term {${term}}`)
    return text
  })
}

/** Takes a step, unless it is `bisync` itself. */
export const takeStep = ({ verb, words }: BisyncStep, { isFresh }: BisyncFolders): void => {
  const [first = "", second = "", third = ""] = words
  switch (verb) {
    case "touch-glob":
      return touch(first, globSync(third, { cwd: second }).map((name) => join(second, name)), isFresh)
    case "touch-copy":
      touch(first, [second], isFresh)
      return copy(second, join(third, basename(second)))
    case "copy-file":
      return copy(first, join(second, basename(first)))
    case "copy-as":
      return copy(first, join(second, third))
    case "delete-file":
      return rmSync(first)
    case "purge-children":
      return purge(first)
    case "test": // what is said to the reader,
    case "fix-names": // asked of rclone on other systems,
    case "copy-listings": // about files of rclone's own,
    case "move-listings":
    case "list-dirs": // and looked at after each run anyway
      return
    default:
      throw new Error(`no scenario has the step "${verb}"`)
  }
}

/** Days begin at midnight in UTC. */
export const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000

/** What a fresh file holds: the day takes the place of its beginning. */
export const freshText = (text: string, day: string): string => `${day} ${text.slice(11)}`

const touch = (day: string, paths: ReadonlyArray<string>, isFresh: boolean): void => {
  for (const path of paths) {
    if (isFresh && statSync(path).isFile()) writeFileSync(path, freshText(readFileSync(path, "utf8"), day))
    utimesSync(path, secondsOf(day), secondsOf(day))
  }
}

const copy = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  rmSync(to, { force: true }) // rclone never writes into a file that is there
  copyFileSync(from, to)
  utimesSync(to, statSync(from).atime, statSync(from).mtime)
}

/** As somebody does who selects all and deletes: hidden files are not seen. */
const purge = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(".")) rmSync(join(folder, name), { recursive: true })
  }
}

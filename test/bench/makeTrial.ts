/** One tool's turn at a row: what it is asked, how its answer is judged, and what is to be swept away after. */
import { closeSync, openSync, renameSync } from "node:fs"
import { join } from "node:path"
import { type Target } from "../support/servers/openSsh.ts"
import { checkCopy } from "./checkCopy.ts"
import { type Stage, treeIn } from "./openStage.ts"
import { type Row } from "./Row.ts"
import { type Timing } from "./timed.ts"
import { type Transfer, type Work } from "./Tool.ts"
import { isFileName, pathOf, type Tree, writeNoise, writeTree } from "./Tree.ts"

/** A run before the one that is measured. */
export interface Rehearsal {
  readonly work: Work
  readonly cutAfter: number | undefined // so many bytes have gone up: then it is killed
  readonly alter: () => void // what happens between the two
}

export interface Trial {
  readonly work: Work
  readonly rehearsal: Rehearsal | undefined
  readonly complaint: (timing: Timing) => string | undefined
  readonly isFirstContact: boolean // the tool is to have no memory of the two sides
  readonly leftovers: ReadonlyArray<string> // folders
}

export interface Setting {
  readonly stage: Stage
  readonly here: Target
  readonly there: Target // where a relay goes to
  readonly name: string // unlike that of any other trial
  readonly remembers: boolean // it is the tool's first turn, and one with a memory
}

export const makeTrial = (row: Row, setting: Setting): Trial => {
  const { stage, here: server, name } = setting
  switch (row.task) {
    case "version":
    case "help":
      return { ...plain, work: { task: row.task } }
    case "upload": {
      const { bytesPerSecond, task, tree } = row
      const [source, target] = [treeIn(stage.place, tree), join(stage.served, name)]
      return transfer({ task, server, source, target, bytesPerSecond })
    }
    case "download":
      return transfer({
        task: row.task,
        server,
        source: treeIn(stage.served, row.tree),
        target: join(stage.place, name),
      })
    case "relay": {
      const [source, target] = [treeIn(stage.served, row.tree), join(stage.served, name)]
      return transfer({ task: row.task, server, other: setting.there, source, target })
    }
    case "resume": {
      const [source, target] = [treeIn(stage.place, row.tree), join(stage.served, name)]
      const work = { task: "upload", server, source, target, resumes: true } as const
      const complaint = () => checkCopy(source, target, "all")
      return { ...transfer(work), complaint, rehearsal: { work, cutAfter: row.cutAfter, alter: () => {} } }
    }
    case "rename":
      return altered(setting, row.tree, (source) => renameSync(join(source, "tree"), join(source, "renamed")))
    case "change":
      return altered(setting, row.tree, (source) => {
        write(join(source, "tree"), row.tree, row.bytes, Math.floor((row.tree.sizeOf(0) - row.bytes) / 2))
      })
    case "append":
      return altered(setting, row.tree, (source) => {
        write(join(source, "tree"), row.tree, row.bytes, row.tree.sizeOf(0))
      })
    case "preview": {
      const { comparesContents, task, tree } = row
      const work = {
        task,
        server,
        source: treeIn(stage.place, tree),
        target: treeIn(stage.served, tree),
        comparesContents,
      } as const
      if (comparesContents) return { ...plain, work, isFirstContact: true }
      const rehearsal = { work: { ...work, task: "upload" }, cutAfter: undefined, alter: () => {} } as const
      return { ...plain, work, rehearsal: setting.remembers ? rehearsal : undefined }
    }
    case "list": {
      const { task, tree } = row
      const complaint = ({ stdout }: Timing) => {
        const listed = stdout.split("\n").filter(isFileName).length
        return listed === tree.files ? undefined : `${listed} files listed instead of ${tree.files}`
      }
      return { ...plain, work: { task, server, folder: treeIn(stage.served, tree) }, complaint }
    }
  }
}

const plain: Omit<Trial, "work"> = {
  rehearsal: undefined,
  complaint: () => undefined,
  isFirstContact: false,
  leftovers: [],
}

const transfer = (work: Extract<Work, Transfer>): Trial => ({
  ...plain,
  work,
  complaint: () => checkCopy(work.source, work.target, "samples"),
  leftovers: [work.target],
})

/** An upload of a folder that was uploaded before, and has changed since. */
const altered = ({ stage, here, name }: Setting, tree: Tree, alter: (source: string) => void): Trial => {
  const [source, target] = [join(stage.place, `${name}-source`), join(stage.served, name)]
  writeTree(tree, join(source, "tree"))
  const work = { task: "upload", server: here, source, target } as const
  return {
    work,
    rehearsal: { work, cutAfter: undefined, alter: () => alter(source) },
    complaint: () => checkCopy(source, target, "all"),
    isFirstContact: false,
    leftovers: [source, target],
  }
}

/** Bytes that are nowhere else, into the only file of a tree. */
const write = (place: string, tree: Tree, bytes: number, at: number): void => {
  const file = openSync(join(place, pathOf(tree, 0)), "r+")
  try {
    writeNoise(file, bytes, tree.files + 1, at)
  } finally {
    closeSync(file)
  }
}

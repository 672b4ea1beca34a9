/** One tool's turn at a row: what it is asked, how its answer is judged, and what is to be swept away after. */
import { renameSync } from "node:fs"
import { join } from "node:path"
import { checkCopy } from "./checkCopy.ts"
import { type Row } from "./makeRows.ts"
import { type Stage, treeIn } from "./openStage.ts"
import { type Timing } from "./timed.ts"
import { type Work } from "./Tool.ts"
import { isFileName, writeTree } from "./Tree.ts"

export interface Trial {
  readonly work: Work
  readonly complaint: (timing: Timing) => string | undefined
  /** What is done after a first run that is not measured; without it there is none. */
  readonly between: (() => void) | undefined
  readonly leftovers: ReadonlyArray<string> // folders
}

/** `name` is unlike that of any other trial. */
export const makeTrial = (row: Row, stage: Stage, name: string): Trial => {
  const server = row.isFar ? stage.far : stage.near
  const { task, tree } = row
  if (tree === undefined) return without({ task }, () => undefined)
  switch (task) {
    case "upload":
    case "download": {
      const source = treeIn(stage.place, tree)
      const target = join(task === "upload" ? stage.served : stage.place, name)
      const work = { task, server, source, target }
      return { work, complaint: () => checkCopy(source, target), between: undefined, leftovers: [target] }
    }
    case "rename": {
      const [source, target] = [join(stage.place, `${name}-source`), join(stage.served, name)]
      writeTree(tree, join(source, "before"))
      return {
        work: { task: "upload", server, source, target },
        complaint: () => checkCopy(source, target),
        between: () => renameSync(join(source, "before"), join(source, "after")),
        leftovers: [source, target],
      }
    }
    case "preview": {
      const [source, target] = [treeIn(stage.place, tree), treeIn(stage.served, tree)]
      return without({ task, server, source, target }, () => undefined)
    }
    case "list":
      return without({ task, server, folder: treeIn(stage.served, tree) }, ({ stdout }) => {
        const listed = stdout.split("\n").filter(isFileName).length
        return listed === tree.files ? undefined : `${listed} files listed instead of ${tree.files}`
      })
  }
}

const without = (work: Work, complaint: Trial["complaint"]): Trial => ({
  work,
  complaint,
  between: undefined,
  leftovers: [],
})

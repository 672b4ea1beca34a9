/** One tool's turn at a row: what it is asked, how its answer is judged, and what is to be swept away after. */
import { join } from "node:path"
import { checkCopy } from "./checkCopy.ts"
import { type Row } from "./makeRows.ts"
import { type Stage, treeIn } from "./openStage.ts"
import { type Timing } from "./timed.ts"
import { type Work } from "./Tool.ts"
import { isFileName } from "./Tree.ts"

export interface Trial {
  readonly work: Work
  readonly complaint: (timing: Timing) => string | undefined
  readonly leftover: string | undefined // a folder
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
      return { work, complaint: () => checkCopy(source, target), leftover: target }
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

const without = (work: Work, complaint: Trial["complaint"]): Trial => ({ work, complaint, leftover: undefined })

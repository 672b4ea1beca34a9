/** Stories that went wrong once, as short as they can be told. */
import { type Edit, type Fault, type Story, type Ways, type When } from "./Story.ts"

const plain: Ways = { publishing: "atomic", keepsTimes: true, hasIds: true, movesDirectories: true, hasBackup: true }

const story = (parts: Partial<Story>): Story => ({
  left: plain,
  right: plain,
  compare: "size-and-modified",
  policy: { resolve: "hold", loser: "backup", againstDelete: "edit" },
  trunk: [],
  hasPast: true,
  storms: [],
  pauses: [0],
  ...parts,
})

const before: When = { phase: "before", at: 0 }
const edit = (side: Edit["side"], what: Edit["what"], path: Edit["path"], when = before): Edit => ({
  ...when,
  side,
  what,
  path,
})
const acting = (at: number): When => ({ phase: "acting", at })
const fault = (what: Fault["what"], at: number): Fault => ({ ...acting(at), what })

export const told: Readonly<Record<string, Story>> = {
  "a folder's delete whose answer is lost, after what was in it went to the backup": story({
    trunk: ["b/a"],
    storms: [{ edits: [edit("right", "remove", "b")], faults: [fault("lost", 7)] }],
  }),
}

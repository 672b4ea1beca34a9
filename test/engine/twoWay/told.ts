/** Stories that went wrong once, as short as they can be told. */
import { type Edit, type Fault, type Story, type Ways, type When } from "./Story.ts"

const plain: Ways = { publishing: "atomic", keepsTimes: true, hasIds: true, movesDirectories: true, hasBackup: true }
const bare: Ways = { ...plain, hasBackup: false }

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
const edit = (side: Edit["side"], what: Edit["what"], path: string, when = before): Edit => ({
  ...when,
  side,
  what,
  path,
})
const fault = (what: Fault["what"], phase: When["phase"], at = 0): Fault => ({ what, phase, at })

export const told: Readonly<Record<string, Story>> = {
  "a folder's delete whose answer is lost, after what was in it went to the backup": story({
    trunk: ["b/a"],
    storms: [{ edits: [edit("right", "remove", "b")], faults: [fault("lost", "removed", 1)] }],
  }),
  "a folder's delete at which the process dies, after what was in it went to the backup": story({
    trunk: ["b/a"],
    storms: [{ edits: [edit("right", "remove", "b")], faults: [fault("crash", "removed", 1)] }],
  }),
  "a connection that is cut while the first mark is written": story({
    trunk: ["a/a"],
    hasPast: false,
    storms: [{ edits: [], faults: [fault("cut", "publish", 1)] }],
  }),
  "a process that dies while a mark lies aside": story({
    left: { ...plain, publishing: "no-replace" },
    trunk: ["a/a"],
    storms: [{ edits: [edit("left", "write", "a/a")], faults: [fault("crash", "publish", 1)] }],
  }),
  "a folder that is removed while an old version of a file in it waits in the backup": story({
    trunk: ["a/a"],
    storms: [
      { edits: [edit("left", "write", "a/a")], faults: [fault("crash", "publish")] },
      { edits: [edit("right", "remove", "a")], faults: [] },
    ],
  }),
  "an edited file in a folder that was deleted on the other side, which stays as a copy": story({
    policy: { resolve: "hold", loser: "keep-copy", againstDelete: "delete" },
    trunk: ["b/a"],
    storms: [{ edits: [edit("left", "remove", "b"), edit("right", "write", "b/a")], faults: [] }],
  }),
  "a process that dies after the loser stepped aside, where a delete counts more than an edit": story({
    policy: { resolve: "keep-both", loser: "keep-copy", againstDelete: "delete" },
    trunk: ["a/a", "c"],
    storms: [{
      edits: [edit("left", "write", "c"), edit("right", "write", "c")],
      faults: [fault("crash", "check-aside")],
    }],
  }),
  "a winner that is refused after the loser stepped aside, where a delete counts more than an edit": story({
    policy: { resolve: "keep-both", loser: "keep-copy", againstDelete: "delete" },
    trunk: ["a/a", "c"],
    storms: [{ edits: [edit("left", "write", "c"), edit("right", "write", "c")], faults: [fault("denied", "write")] }],
  }),
  "a file that becomes a folder just as it is set aside, when the process dies": story({
    right: bare,
    trunk: ["a/a", "c"],
    storms: [{
      edits: [edit("left", "write", "c"), edit("right", "write", "c/a", { phase: "set-aside", at: 0 })],
      faults: [fault("crash", "check-aside")],
    }],
  }),
  "an edit of a file right after it was renamed, before anybody looked": story({
    right: { ...plain, keepsTimes: false }, // so contents are known
    trunk: ["a/a", "c"],
    storms: [{
      edits: [
        { ...edit("right", "rename", "c"), to: "b" },
        edit("left", "write", "b", { phase: "moved", at: 0 }),
      ],
      faults: [],
    }],
  }),
  "a file that becomes a folder just as it is set aside, and whose name another one takes at once": story({
    right: bare,
    trunk: ["a/a"],
    storms: [{
      edits: [
        edit("left", "remove", "a/a"),
        edit("right", "make folder", "a/a", { phase: "set-aside", at: 0 }),
        edit("right", "write", "a/a", { phase: "check-aside", at: 0 }),
      ],
      faults: [],
    }],
  }),
  "an old version that cannot be brought home, because its folder may not be looked into": story({
    left: bare,
    policy: { resolve: "left", loser: "keep-copy", againstDelete: "edit" },
    trunk: ["b/a", "a/b/a"],
    storms: [
      { edits: [edit("right", "write", "b"), edit("left", "write", "a/b/a")], faults: [fault("crash", "acting", 18)] },
      { edits: [], faults: [fault("denied", "looking", 9)] },
    ],
  }),
  "a folder that one renames and the other renames back, over what had to stay there": story({
    left: bare,
    right: bare,
    compare: "size",
    policy: { resolve: "hold", loser: "keep-copy", againstDelete: "edit" },
    trunk: ["a/a", "b/a", "a/b/a"],
    storms: [
      {
        edits: [
          { ...edit("right", "rename", "a"), to: "c" },
          edit("left", "write", "a/x.tmp"),
          edit("right", "write", "a"),
        ],
        faults: [],
      },
      {
        edits: [{ ...edit("left", "rename", "a/a"), to: "x.tmp" }, { ...edit("left", "rename", "c"), to: "a" }],
        faults: [],
      },
    ],
  }),
}

/** Plans and outcomes to tell of. Times are absent or fixed, so that every test has the same text everywhere. */
import { type Action } from "../../src/domain/Action.ts"
import { type ApplyReport, type Outcome } from "../../src/domain/ApplyReport.ts"
import { type Entry, type File } from "../../src/domain/Entry.ts"
import { type Plan } from "../../src/domain/Plan.ts"
import { RelPath } from "../../src/domain/RelPath.ts"

export const at = (path: string): RelPath => RelPath.make(path)
export const file = (size: number): File => ({ _tag: "File", size, modified: 1_700_000_000_000 })
export const folder = { _tag: "Directory" } as const satisfies Entry

export const addFile = (path: string, size: number): Action => ({
  _tag: "Transfer",
  side: "right",
  path: at(path),
  expected: undefined,
  wanted: file(size),
  from: at(path),
})

export const changeFile = (path: string, before: number, after: number): Action => ({
  _tag: "Transfer",
  side: "right",
  path: at(path),
  expected: file(before),
  wanted: file(after),
  from: at(path),
})

export const addFolder = (path: string): Action => ({
  _tag: "MakeDirectory",
  side: "right",
  path: at(path),
  expected: undefined,
  wanted: folder,
})

export const remove = (path: string, expected: Entry = file(1024)): Action => ({
  _tag: "Delete",
  side: "right",
  path: at(path),
  expected,
  wanted: undefined,
})

export const planOf = (parts: Partial<Plan>): Plan => ({
  pair: "website",
  mode: "mirror",
  left: "./site/public",
  right: "web:html",
  scope: "4f1c9a2",
  makesRoot: false,
  entries: { left: 60, right: 12 },
  actions: [],
  conflicts: [],
  problems: [],
  skipped: [],
  drift: [],
  halts: [],
  method: { comparing: "size and modification time", publishing: "atomic rename", notes: [] },
  agreed: [],
  ...parts,
})

export const reportOf = (outcomes: ReadonlyArray<Outcome>, parts: Partial<ApplyReport> = {}): ApplyReport => ({
  pair: "website",
  outcomes,
  interrupted: false,
  bytes: 0,
  milliseconds: 0,
  ...parts,
})

export const done = (action: Action): Outcome => ({ _tag: "Done", action, agreement: undefined })

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** The numbers of the frozen line, as documented, but for the move: no action moves a file. */
export const busyPlan: Plan = planOf({
  actions: [
    remove("cache", folder),
    addFile("cache", 2048),
    addFolder("video"),
    ...range(48).map((index) => addFile(`video/${index}.mov`, 4 * 2 ** 30)),
    addFile("index.html", 12_700),
    addFile("a/b/c/notes.txt", 900),
    addFile("a/b/c/same.txt", 100),
    changeFile("about.html", 12_288, 12_700),
    changeFile("a/b/c/log.txt", 2048, 2048),
    changeFile("a/b/c/long-name-of-a-file.txt", 1, 2),
    remove("a/b/c/old.png", file(90_000)),
    remove("old/sub", folder),
    remove("old", folder),
  ],
  conflicts: [{
    path: at("a/b/x.psd"),
    left: file(4096),
    right: folder,
    reason: "the target has a folder where the source has a file, and something in that folder has to stay",
  }],
  problems: [
    { side: "left", path: at("private"), message: "permission denied" },
    { side: "right", path: undefined, message: "the listing ended early" },
  ],
  skipped: range(22).map((index) => ({ side: "left", path: at(`links/${index}`), kind: "Symlink" })),
})

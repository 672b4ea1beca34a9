/** Plans and outcomes to tell of. Times are absent or fixed, so that every test has the same text everywhere. */
import { type Action, type Move } from "../../src/domain/Action.ts"
import { type ApplyReport, type Outcome } from "../../src/domain/ApplyReport.ts"
import { type Entry, type File } from "../../src/domain/Entry.ts"
import { type Plan } from "../../src/domain/Plan.ts"
import { RelPath } from "../../src/domain/RelPath.ts"

export const at = (path: string): RelPath => RelPath.make(path)
export const file = (size: number): File => ({ _tag: "File", size, modified: 1_700_000_000_000 })
export const folder = { _tag: "Directory" } as const satisfies Entry

export const range = (count: number) => Array.from({ length: count }, (_, index) => index)

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

const move = (from: string, path: string, what: File | typeof folder, below: ReadonlyArray<string>): Move => ({
  _tag: "Move",
  side: "right",
  path: at(path),
  expected: undefined,
  from: at(from),
  moved: what,
  wanted: what,
  carried: ["", ...below].map((name) => ({
    from: at(`${from}${name}`),
    path: at(`${path}${name}`),
    agreement: { left: what, right: what },
  })),
})

export const moveFile = (from: string, path: string): Move => move(from, path, file(1024), [])

/** `inside`: how many files it takes along. */
export const moveFolder = (from: string, path: string, inside: number): Move =>
  move(from, path, folder, range(inside).map((index) => `/${index}`))

/** A version that lost a conflict steps aside. */
export const stepAside = (from: string, path: string): Move => ({ ...moveFile(from, path), carried: [] })

export const onLeft = <A extends Action>(action: A): A => ({ ...action, side: "left" })

export const decided = <A extends Action>(action: A, because: string): A => ({ ...action, because })

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
  mode: "mirror",
  outcomes,
  interrupted: false,
  bytes: 0,
  milliseconds: 0,
  ...parts,
})

export const done = (action: Action): Outcome => ({ _tag: "Done", action, agreement: undefined })

/** The numbers of the frozen line, as documented, but for the moves. */
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

export const both = "it was changed on both sides"

/** A bit of everything that a two-way pair can have. */
export const notesPlan: Plan = planOf({
  pair: "notes",
  mode: "two-way",
  left: "./notes",
  right: "web:notes",
  actions: [
    moveFolder("holiday", "2026/holiday", 12),
    moveFile("todo.txt", "done.txt"),
    decided(stepAside("plan.txt", "plan.conflict-right-2026-11-22T1402.txt"), `${both}: both are kept`),
    onLeft(decided(addFile("plan.conflict-right-2026-11-22T1402.txt", 1024), `${both}: both are kept`)),
    decided(addFile("plan.txt", 900), `${both}: both are kept`),
    onLeft(changeFile("diary.txt", 900, 1024)),
    decided(changeFile("list.txt", 10, 20), `${both}: the left counts (newer)`),
    ...range(8).map((index) => onLeft(addFile(`img/${index}.png`, 2048))),
    ...range(7).map((index) => addFile(`img/${index + 10}.png`, 1024)),
    ...range(9).map((index) => moveFile(`inbox/${index}.eml`, `mail/${index}.eml`)),
    onLeft(remove("old.txt")),
    remove("gone.txt"),
  ],
  conflicts: [{ path: at("book.odt"), left: file(4096), right: file(5000), reason: both }],
  problems: [{ side: "right", path: at("private"), message: "permission denied" }],
  skipped: [{ side: "left", path: at("link"), kind: "Symlink" }],
})

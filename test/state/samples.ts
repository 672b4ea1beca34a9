/** What the tests of the state store write, and how they look at what is read. */
import { Schema } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { type Agreement } from "../../src/domain/Baseline.ts"
import { RelPath } from "../../src/domain/RelPath.ts"
import { type Deed, type Ending, type Memory } from "../../src/state/StateStore.ts"

export const at = Schema.decodeSync(RelPath)
const deleteRight = (path: string): Action => ({
  _tag: "Delete",
  side: "right",
  path: at(path),
  expected: undefined,
  wanted: undefined,
})
export const moveRight = (from: string, path: string): Action => ({
  _tag: "Move",
  side: "right",
  path: at(path),
  expected: undefined,
  from: at(from),
  moved: { _tag: "Directory" },
  wanted: { _tag: "Directory" },
  carried: [],
})
export const fileOf = (size: number): Agreement => ({
  left: { _tag: "File", size, modified: 1_700_000_000_123.25, mode: 0o640, id: `${size}:1` },
  right: { _tag: "File", size, modified: 1_700_000_000_000 },
})
export const beginning = (pair: string, ...paths: ReadonlyArray<string>) => ({
  pair,
  scope: "a scope",
  roots: { left: "/left", right: undefined },
  actions: paths.map(deleteRight),
})
export const ending = (outcome: Ending["outcome"], summary: string, more: Partial<Ending> = {}): Ending => ({
  outcome,
  summary,
  deeds: [],
  isMarked: false,
  ...more,
})
export const deedAt = (path: string, note = ""): Deed => ({ verb: "add", side: "right", path: at(path), note })
export const agreementsOf = ({ baseline }: Memory): Record<string, Agreement | undefined> =>
  Object.fromEntries(Array.from(baseline.keys(), (path) => [path, baseline.get(path)]))
export const intentsOf = ({ unfinished }: Memory) => unfinished.map(({ intents }) => [...intents])

/** Short ways to write down what was renamed, and what a plan makes of it. */
import { type Action } from "../../src/domain/Action.ts"
import { type Baseline } from "../../src/domain/Baseline.ts"
import { type Entry, type File } from "../../src/domain/Entry.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { type RelPath } from "../../src/domain/RelPath.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { undecided } from "../../src/plan/undecided.ts"
import { at, baseline, directory as d, evidence, file, pairOf, snapshot } from "../support/entries.ts"

export type Entries = Readonly<Record<string, Entry>>

/** A file of the left, which has inodes, and the same on the right, which is a server and has none. */
export const own = (content: string, id?: string): File => file(content.length, 1000, id === undefined ? {} : { id })
export const past = (...files: ReadonlyArray<readonly [path: string, content: string, id: string]>): Baseline =>
  baseline(Object.fromEntries(files.map(([path, content, id]) => [
    path,
    [{ ...own(content, id), digest: content }, { ...own(content), digest: content }] as const,
  ])))
export const withFolders = (known: Baseline, ...paths: ReadonlyArray<string>): Baseline =>
  new Map([...paths.map((path) => [at(path), { left: d, right: d }] as const), ...known as Map<RelPath, never>])

export interface Look {
  readonly left: Entries
  readonly right: Entries
  readonly past: Baseline
  readonly contents?: Readonly<Record<string, string>> // of the left, as far as they have to be read
}

export const looked = (
  { left, right, past, contents = {} }: Look,
  parts: Partial<Evidence> = {},
  pair: Partial<Pair> = {},
) => {
  const seen = evidence({ left: snapshot(left), right: snapshot(right), baseline: past, ...parts })
  const whole = pairOf({ mode: "two-way", ...pair })
  const wanted = undecided(whole, seen)
  const digests = { left: new Map(wanted.left.map(([path]) => [path, contents[path] ?? "?"])), right: new Map() }
  return { steps: makePlan(whole, { ...seen, digests }), read: wanted.left.map(([path]) => path) }
}
export const told = (actions: ReadonlyArray<Action>) =>
  actions.map((action) =>
    action._tag === "Move"
      ? `Move ${action.side} ${action.from} → ${action.path}`
      : `${action._tag} ${action.side} ${action.path}`
  )
export const plan = (...input: Parameters<typeof looked>) => told(looked(...input).steps.actions)

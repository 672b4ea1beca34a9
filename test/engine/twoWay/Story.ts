/** What happens to a two-way pair: how it began, what users do at which step, and what goes wrong at which. */
import { type Comparison, type Policy } from "../../../src/domain/Pair.ts"
import { type Side } from "../../../src/domain/Side.ts"
import { type Publishing } from "../../../src/endpoint/Endpoint.ts"
import { type Moment } from "../../../src/endpoint/memory/MemoryWorld.ts"
import { type Disturbance } from "../../support/disturbances.ts"

/** Few short names, so that people and the tool meet often. Those that end in `.tmp` are kept out by the filters. */
export const paths = ["a", "b", "c", "a/a", "a/b", "b/a", "a/b/a", "x.tmp", "a/x.tmp", "a/b/x.tmp"] as const
export type Path = typeof paths[number]

export const isKeptOut = (path: string): boolean => path.split("/").some((name) => name.endsWith(".tmp"))

/**
 * When something happens: before the pass, or at a step counted from its beginning, from that of its run, or among those
 * of one kind.
 */
export interface When {
  readonly phase: "before" | "looking" | "acting" | Moment
  readonly at: number
}

/** What a user does on one side. Whatever is written was never written before. */
export interface Edit extends When {
  readonly side: Side
  readonly what: "write" | "touch" | "remove" | "rename" | "make folder"
  readonly path: string
  readonly to?: string // of a rename
  readonly isHere?: boolean // whatever the path: where the tool is at work at that step
}

export interface Fault extends When {
  readonly what: Disturbance
}

/** One pass, and what happens meanwhile. */
export interface Storm {
  readonly edits: ReadonlyArray<Edit>
  readonly faults: ReadonlyArray<Fault>
}

export interface Ways {
  readonly publishing: Publishing
  readonly keepsTimes: boolean
  readonly hasIds: boolean
  readonly movesDirectories: boolean
  readonly hasBackup: boolean
}

export interface Story {
  readonly left: Ways
  readonly right: Ways
  readonly compare: Comparison
  readonly policy: Policy
  /** The paths that hold a file on both sides at first, the same on each. */
  readonly trunk: ReadonlyArray<Path>
  /** Whether a pass brought both sides in step before anybody did anything. */
  readonly hasPast: boolean
  readonly storms: ReadonlyArray<Storm>
  /** How long each request takes, over and over, in milliseconds. */
  readonly pauses: ReadonlyArray<number>
}

/** Two worlds between which a single action takes place. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { type Action } from "../../src/domain/Action.ts"
import { type File } from "../../src/domain/Entry.ts"
import { type Mode } from "../../src/domain/Pair.ts"
import { type Side } from "../../src/domain/Side.ts"
import { type EndpointError } from "../../src/endpoint/EndpointError.ts"
import { Flight } from "../../src/endpoint/Flight.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import {
  type MemoryOptions,
  type MemoryWorld,
  memoryWorld,
  type Moment,
} from "../../src/endpoint/memory/MemoryWorld.ts"
import { retrying } from "../../src/endpoint/retrying.ts"
import { noDelta } from "../../src/engine/delta/Delta.ts"
import { oldVersions } from "../../src/engine/oldVersions.ts"
import { perform } from "../../src/engine/perform.ts"
import { at, directory, pairOf } from "../support/entries.ts"
import { backups, patiently } from "../support/memoryPair.ts"

export const run = "0a1b2c3d"

export interface StageOptions extends Partial<MemoryOptions> {
  readonly mode?: Mode
  readonly hasBackup?: boolean
}

export const stage = ({ mode = "mirror", hasBackup = false, ...options }: StageOptions = {}) => {
  const left = memoryWorld({ name: "left", chunk: 2 })
  const right = memoryWorld({ name: "right", ...options })
  const { backup } = pairOf(hasBackup ? { backup: backups() } : {})
  const open = (world: MemoryWorld, side: Side) => retrying(memoryEndpoint(world, { backup: backup[side]?.place }))
  const sides = { left: open(left, "left"), right: open(right, "right") }
  const old = oldVersions(mode, sides, { id: run, started: 0 })
  const moments: Array<Moment> = []
  let isTorn = false
  const torn = () => {
    isTorn = true
  }
  return {
    left,
    right,
    moments,
    isTorn: () => isTorn,
    act: (action: Action) =>
      patiently(Effect.map(
        perform(action, 5, { sides, run, old, flight: new Flight(1), delta: noDelta, passed: () => Effect.void, torn }),
        (outcome) => outcome ?? assert.fail("nobody stopped it"),
      )),
    /** Lets something happen at a moment of a side, the first time or every time. */
    at: (side: "left" | "right", moment: Moment, happen: () => EndpointError | undefined, times = 1) => {
      let due = times
      const world = side === "left" ? left : right
      world.before = (each) => {
        if (side === "right") moments.push(each)
        if (each !== moment || due === 0) return undefined
        due -= 1
        return happen()
      }
    },
  }
}
export type Stage = ReturnType<typeof stage>

export const make: Action = {
  _tag: "MakeDirectory",
  side: "right",
  path: at("d"),
  expected: undefined,
  wanted: directory,
}
export const remove = ({ right }: Stage, path: string): Action => ({
  _tag: "Delete",
  side: "right",
  path: at(path),
  expected: right.peek(path),
  wanted: undefined,
})
export const send = ({ left, right }: Stage, path: string): Action => ({
  _tag: "Transfer",
  side: "right",
  path: at(path),
  expected: right.peek(path),
  wanted: left.peek(path) as File,
  from: at(path),
})
export const fileOf = (world: Stage["left"], digest: string): File => ({ ...world.peek("f") as File, digest })
export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")

/** A file that is new on the left, and one that is to be replaced. */
export const withFile = (options: StageOptions = {}, old?: string): Stage => {
  const world = stage(options)
  world.left.put("f", "newer", { modified: 1_600_000_000_500 })
  if (old !== undefined) world.right.put("f", old)
  return world
}

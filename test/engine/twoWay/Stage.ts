/** Where a story is played: the pair, and who watches it. */
import { Effect } from "effect"
import { type Plan } from "../../../src/domain/Plan.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { type MemoryPair } from "../../support/memoryPair.ts"
import { type Story } from "./Story.ts"
import { type Witness } from "./Witness.ts"

export interface Stage {
  readonly both: MemoryPair
  readonly story: Story
  readonly witness: Witness
}

export const load = Effect.flatMap(StateStore, (state) => state.load("pair"))

/** The plan of the pass under way, once there is one. */
export const planIn = ({ events }: MemoryPair): Plan | undefined => {
  for (const event of events) if (event._tag === "Planned") return event.plan
  return undefined
}

/** What a run is told when it begins. */
import { type Effect } from "effect"
import { type StateStore } from "./StateStore.ts"

export type Beginning = Parameters<Effect.Success<typeof StateStore>["begin"]>[0]

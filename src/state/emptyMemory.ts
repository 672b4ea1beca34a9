/** What is remembered of a pair that no run has begun for. */
import { emptyBaseline } from "../domain/Baseline.ts"
import { type Memory } from "./StateStore.ts"

export const emptyMemory: Memory = {
  baseline: emptyBaseline,
  scope: undefined,
  roots: { left: undefined, right: undefined },
  unfinished: [],
  lastRun: undefined,
  lastApply: undefined,
  mark: undefined,
}

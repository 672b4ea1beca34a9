/** How much of a pair's past is remembered. */
import { type RunOutcome } from "./StateStore.ts"

/**
 * Finished runs that are kept per pair. One that did not finish stays until a later one does, and one whose old versions are still in a
 * backup until they are not.
 */
export const keptRuns = 200

/** Deeds that are kept per run, the first ones. Of the others only the number is known. */
export const keptDeeds = 1000

/** How a run that died is remembered once a later one has finished what it left. */
export const abandoned: { readonly outcome: RunOutcome; readonly summary: string } = {
  outcome: "interrupted",
  summary: "The run ended before it could say how.",
}

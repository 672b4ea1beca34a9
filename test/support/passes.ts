/** Passes as the state remembers them. */
import { type Pass } from "../../src/domain/watch/Pass.ts"

const noon = Date.parse("2026-11-23T12:00:00Z")

/** One of ten seconds that found nothing to do. */
export const passOf = (parts: Partial<Pass> = {}): Pass => ({
  pair: "docs",
  trigger: "schedule",
  started: noon - 10_000,
  finished: noon,
  outcome: "ok",
  message: "No changes. Both sides match the syncfile.",
  changes: { added: 0, changed: 0, moved: 0, deleted: 0 },
  failed: 0,
  conflicts: 0,
  pending: 0,
  bytes: 0,
  checksumFailures: 0,
  sides: {},
  ...parts,
})

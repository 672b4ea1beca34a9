/** What has been counted of a pair since watching began. */
import { type Pass, type PassOutcome } from "../domain/watch/Pass.ts"

export interface Totals {
  readonly passes: Readonly<Partial<Record<PassOutcome, number>>>
  readonly changes: Pass["changes"]
  readonly failed: number
  readonly bytes: number
  readonly checksumFailures: number
}

export const noTotals: Totals = {
  passes: {},
  changes: { added: 0, changed: 0, moved: 0, deleted: 0 },
  failed: 0,
  bytes: 0,
  checksumFailures: 0,
}

export const counted = (totals: Totals, pass: Pass): Totals => ({
  passes: { ...totals.passes, [pass.outcome]: (totals.passes[pass.outcome] ?? 0) + 1 },
  changes: {
    added: totals.changes.added + pass.changes.added,
    changed: totals.changes.changed + pass.changes.changed,
    moved: totals.changes.moved + pass.changes.moved,
    deleted: totals.changes.deleted + pass.changes.deleted,
  },
  failed: totals.failed + pass.failed,
  bytes: totals.bytes + pass.bytes,
  checksumFailures: totals.checksumFailures + pass.checksumFailures,
})

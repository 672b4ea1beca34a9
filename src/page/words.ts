/** What the daemon's short names are called where people read them. */
import { type Health, type RemoteStatus } from "../daemon/StatusDocument.ts"
import { type CheckName } from "../domain/watch/checks.ts"
import { type PassOutcome, type Trigger } from "../domain/watch/Pass.ts"
import { printable } from "../report/escape.ts"

export const healthWords: Readonly<Record<Health, string>> = {
  ok: "OK",
  worry: "Worry",
  broken: "Broken",
  unknown: "Unknown",
}

export const outcomeWords: Readonly<Record<PassOutcome, string>> = {
  ok: "OK",
  partial: "Partial",
  failed: "Failed",
  halted: "Halted",
  pending: "Pending",
  interrupted: "Interrupted",
}

export const triggerWords: Readonly<Record<Trigger, string>> = {
  schedule: "on schedule",
  change: "after a change",
  rescan: "to look again",
  start: "when watching began",
  retry: "once more after an error",
  hand: "by hand",
}

export const breakerWords: Readonly<Record<RemoteStatus["state"], string>> = {
  closed: "Reachable",
  open: "Waiting",
  stopped: "Stopped",
}

export const checkWords: Readonly<Record<CheckName, string>> = {
  "success-rate": "Success rate",
  failures: "Failures in a row",
  drop: "Sudden loss",
  duration: "Duration",
  age: "Age",
  drift: "Drift",
  "free-space": "Free space",
  "checksum-failures": "Checksums",
  errors: "Errors",
}

/** A daemon that is newer than the page may name others. */
export const phaseWord = (phase: string): string => phases[phase] ?? printable(phase)

const phases: Readonly<Record<string, string>> = {
  idle: "Idle",
  queued: "Queued",
  passing: "Passing",
  suspended: "Suspended",
  closed: "Window closed",
  "backing-off": "Backing off",
  stopped: "Stopped",
}

/** What set a pass off stands there by its short name, while it waits or goes on. */
export const phaseDetail = (phase: string, detail: string): string =>
  phase === "queued" || phase === "passing"
    ? detail.replace(/^\w+/, (trigger) => triggerWords[trigger as Trigger] ?? trigger)
    : detail

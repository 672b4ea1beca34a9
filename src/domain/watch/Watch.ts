/** How a pair is kept in step without anybody asking for it. */
import { type Schedule } from "../schedule/Schedule.ts"
import { type Window } from "../schedule/Window.ts"
import { type Notifier } from "./Notifier.ts"
import { type Thresholds } from "./Thresholds.ts"

/** What is heard of changes on this machine is a hint: a pass looks for itself. */
export interface OnChange {
  readonly debounce: number // milliseconds of quiet after which a pass is due
  readonly rescan: number // milliseconds after which one is due although nothing was heard
}

export interface Watch {
  readonly schedule: Schedule | undefined
  readonly onChange: OnChange | undefined
  readonly windows: ReadonlyArray<Window>
  readonly apply: "auto" | "manual" // what becomes of a plan: carried out within the limits, or left pending
  readonly checks: Thresholds
  readonly notify: ReadonlyArray<Notifier>
}

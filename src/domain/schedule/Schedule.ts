/** When passes of a pair are due by the clock. */

/** `timezone`: an IANA name. */
export type Rhythm =
  | { readonly _tag: "Cron"; readonly cron: string; readonly timezone: string }
  | { readonly _tag: "Every"; readonly milliseconds: number }

export interface Schedule {
  readonly rhythm: Rhythm
  readonly jitter: number // milliseconds: at most so much later than the rhythm says
  readonly catchUp: "once" | "none" // what becomes of instants at which nobody watched
  readonly overlap: "skip" | "queue" // and of those that came while a pass of the pair was under way
}

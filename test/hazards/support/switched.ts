/** A twist that a test turns on once both sides are in step. */
import { type Twist } from "../../support/servers/hostileSftp.ts"

export interface Switched {
  readonly twist: Twist
  readonly turn: (now: Twist | undefined) => void
}

export const switched = (): Switched => {
  let now: Twist | undefined
  return { twist: (asked, tree) => now?.(asked, tree), turn: (next) => void (now = next) }
}

/** Why somebody was not told. */

export interface Unsent {
  readonly _tag: "Unsent"
  readonly message: string // no address and no secret is in it
  readonly isAway: boolean // nobody answers there now: to go on at once with something else is of no use
}

export const unsent = (message: string, isAway = false): Unsent => ({ _tag: "Unsent", message, isAway })

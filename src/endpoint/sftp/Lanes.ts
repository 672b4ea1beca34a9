/** More channels on one connection, each a process on the server: one that waits for its disk holds up nobody else. */
import { Effect } from "effect"
import { type Session } from "./Session.ts"

const most = 8

/** Gives, each time it is run, the lane with the least to do on the connection that is up. */
export const spread = <E>(session: Effect.Effect<Session, E>): Effect.Effect<Session, E> => {
  let lanes: Lanes | undefined
  return Effect.map(session, (first) => {
    if (lanes?.first !== first) lanes = new Lanes(first)
    return lanes.least
  })
}

class Lanes {
  readonly first: Session
  readonly #others: Array<Session> = []

  /** Does not wait for the others; a server that grants none is used through the first. */
  constructor(first: Session) {
    this.first = first
    if (!first.has("fsync@openssh.com 1")) return // elsewhere no request takes long
    for (let more = 1; more < most; more++) first.openAnother((session) => this.#others.push(session))
  }

  get least(): Session {
    return this.#others.reduce((least, other) => other.load < least.load ? other : least, this.first)
  }
}

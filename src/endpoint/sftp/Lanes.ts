/** More channels on one connection, each a process on the server: one that waits for its disk holds up nobody else. */
import { type Session } from "./Session.ts"

const most = 8

export class Lanes {
  readonly first: Session

  /** Does not wait for the others; a server that grants none is used through the first. */
  constructor(first: Session) {
    this.first = first
    if (!first.has("fsync@openssh.com 1")) return // elsewhere no request takes long
    for (let more = 1; more < most; more++) first.openAnother((session) => this.#take(session))
  }

  #take(session: Session): void {
    const all = [...this.first.lanes, session]
    for (const lane of all) lane.lanes = all
  }

  /** How many requests are under way on all of them. */
  get load(): number {
    return this.first.lanes.reduce((load, lane) => load + lane.load, 0)
  }

  /** The one with the least to do. */
  get least(): Session {
    return this.first.lanes.reduce((least, lane) => lane.load < least.load ? lane : least)
  }
}

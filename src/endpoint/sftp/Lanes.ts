/** More channels on one connection, each a process on the server: one that waits for its disk holds up nobody else. */
import { type Channel } from "./Channel.ts"

const most = 8

export class Lanes {
  readonly first: Channel

  /** Does not wait for the others; a server that grants none is used through the first. */
  constructor(first: Channel) {
    this.first = first
    if (!first.announced.extensions.has("fsync@openssh.com 1")) return // elsewhere no request takes long
    for (let more = 1; more < most; more++) first.openAnother((channel) => this.#take(channel))
  }

  #take(channel: Channel): void {
    const all = [...this.first.lanes, channel]
    for (const lane of all) lane.lanes = all
  }

  /** How many requests are under way on all of them. */
  get load(): number {
    return this.first.lanes.reduce((load, lane) => load + lane.load, 0)
  }

  /** The one with the least to do. */
  get least(): Channel {
    return this.first.lanes.reduce((least, lane) => lane.load < least.load ? lane : least)
  }
}

/** What all pairs share while they are watched. */
import { Latch, type Layer } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"
import { Breaker } from "./Breaker.ts"
import { type ReadSetup } from "./SetupSource.ts"
import { type Slot } from "./Slot.ts"
import { Turns } from "./Turns.ts"

/** Why the syncfile as it stands now is not the one that is followed. */
export interface Refusal {
  readonly message: string
  readonly text: string | undefined // of that syncfile, secrets starred out
  readonly since: number // milliseconds since the epoch
}

export class World {
  readonly host: string // of this machine: what keeps jitter apart
  readonly file: string // the syncfile
  readonly started: number // milliseconds since the epoch
  readonly turns = new Turns()
  readonly roomy = new Set<string>() // servers that have been found to take several passes on one connection
  readonly slots = new Map<string, Slot>()
  readonly #breakers = new Map<string, Breaker>()
  setup: Setup // the newest one that is valid
  takenAt: number // when it became that
  text: string // of the syncfile that says so, secrets starred out
  resolved: unknown // the setup as `syncfile config` shows it
  endpoints: Layer.Layer<Endpoints> // of that setup
  refusal: Refusal | undefined
  suspensions: ReadonlyMap<string, Suspension> = new Map()
  readonly resumed = new Map<string, number>() // when the last suspension of a pair ended, in milliseconds since the epoch
  readonly reloads = Latch.makeUnsafe(false) // open: somebody has asked for it
  readonly version: string // of this program
  isEnding = false
  broken: string | undefined // why it has to be started anew, if so

  constructor(
    { host, file, started, version }: Pick<World, "host" | "file" | "started" | "version">,
    { resolved, setup, text }: ReadSetup,
    endpoints: Layer.Layer<Endpoints>,
  ) {
    this.host = host
    this.file = file
    this.version = version
    this.started = started
    this.setup = setup
    this.text = text
    this.resolved = resolved
    this.takenAt = started
    this.endpoints = endpoints
  }

  breakerOf(remote: string): Breaker {
    let breaker = this.#breakers.get(remote)
    if (breaker === undefined) this.#breakers.set(remote, breaker = new Breaker())
    return breaker
  }

  /** Those of servers that have been gone to. */
  get breakers(): ReadonlyMap<string, Breaker> {
    return this.#breakers
  }

  /** Of servers that no pair goes to any more, nothing is known. */
  forgetServers(but: ReadonlySet<string>): void {
    for (const name of this.#breakers.keys()) if (!but.has(name)) this.#breakers.delete(name)
    for (const name of this.roomy) if (!but.has(name)) this.roomy.delete(name)
  }

  /** These pairs are suspended by now, and no other ones. */
  takeSuspensions(suspensions: ReadonlyMap<string, Suspension>, now: number): void {
    for (const pair of this.suspensions.keys()) if (!suspensions.has(pair)) this.resumed.set(pair, now)
    this.suspensions = suspensions
  }

  /** Somebody wants the syncfile to be read again. */
  askReload(): void {
    this.reloads.openUnsafe()
  }

  /** All pairs look again at whether they may begin. */
  wakeAll(): void {
    for (const { wishes } of this.slots.values()) wishes.wake()
  }
}

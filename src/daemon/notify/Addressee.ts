/** Somebody who is told, and whether there may be something to tell. */
import { Effect, Latch } from "effect"
import { createHash } from "node:crypto"
import { type Setup } from "../../domain/Setup.ts"
import { type Notifier } from "../../domain/watch/Notifier.ts"
import { isTelling, type Pass } from "../../domain/watch/Pass.ts"
import { type WatchEvent } from "../Hub.ts"
import { type Ping, WaitingPings } from "./Ping.ts"

/** Stands where the name of a pair does. */
export const theWatch = ""

export class Addressee {
  readonly id: string // tells it from the others, and tells nothing of any address or secret
  readonly notifier: Notifier
  readonly pings = new WaitingPings()
  readonly #news = Latch.makeUnsafe(false)
  readonly #end = Latch.makeUnsafe(false)
  #isLeft = false
  subjects: ReadonlySet<string> = new Set() // the pairs that it hears of
  complaint: string | undefined // why it could not be told last, if it could not

  constructor(id: string, notifier: Notifier) {
    this.id = id
    this.notifier = notifier
  }

  /** Nothing more comes: what there is to tell is told now, or never. */
  get isLeft(): boolean {
    return this.#isLeft
  }

  leave(): void {
    this.#isLeft = true
    this.#end.openUnsafe()
    this.#news.openUnsafe()
  }

  hear(event: WatchEvent): void {
    if (event._tag === "Moved" || event._tag === "Ending") return
    if ("pair" in event && !this.subjects.has(event.pair)) return
    const ping = this.notifier._tag === "Healthchecks" ? pingOf(event) : undefined
    if (ping !== undefined) this.pings.add(ping)
    this.#news.openUnsafe()
  }

  /** Until something is heard, or it is time to look all the same. */
  awaitNews(milliseconds: number): Effect.Effect<void> {
    return Effect.andThen(Effect.timeoutOption(this.#news.await, milliseconds), this.#news.close)
  }

  /** Whatever is heard meanwhile, unless it is the last. */
  pause(milliseconds: number): Effect.Effect<void> {
    return Effect.asVoid(Effect.timeoutOption(this.#end.await, milliseconds))
  }
}

const pingOf = (event: WatchEvent): Ping | undefined => {
  if (event._tag === "Begun") return { pair: event.pair, signal: "start", words: event.trigger }
  return event._tag === "Ended" && isTelling(event.pass)
    ? { pair: event.pair, signal: isWell(event.pass) ? "" : "fail", words: event.pass.message }
    : undefined
}

/** A plan that waits for somebody is no failure of the pass that made it. */
const isWell = ({ outcome }: Pass): boolean => outcome === "ok" || outcome === "pending"

/** All whom a setup names, each once, by their ids, with what they are told of. */
export const namedIn = ({ daemon, pairs }: Setup): ReadonlyMap<string, readonly [Notifier, Set<string>]> => {
  const named = new Map<string, readonly [Notifier, Set<string>]>()
  const name = (subject: string, notifiers: ReadonlyArray<Notifier>) => {
    for (const notifier of notifiers) {
      const id = createHash("sha256").update(JSON.stringify(notifier)).digest("hex").slice(0, 16)
      const [, subjects] = named.get(id) ?? [notifier, new Set()]
      named.set(id, [notifier, subjects.add(subject)])
    }
  }
  name(theWatch, daemon.notify)
  for (const pair of pairs) name(pair.name, pair.watch.notify)
  return named
}

/** Somebody who is told, and whether there may be something to tell. */
import { Effect, Latch } from "effect"
import { type Setup } from "../../domain/Setup.ts"
import { type Notifier } from "../../domain/watch/Notifier.ts"
import { type Pass } from "../../domain/watch/Pass.ts"
import { type WatchEvent } from "../Hub.ts"
import { WaitingPings } from "./Ping.ts"

/** A pair, or, where it is `undefined`, the watch as a whole. */
export type Subject = string | undefined

export class Addressee {
  readonly notifier: Notifier
  readonly pings = new WaitingPings()
  readonly #news = Latch.makeUnsafe(false)
  readonly #end = Latch.makeUnsafe(false)
  #subjects: ReadonlySet<Subject> = new Set()
  #isLeft = false

  constructor(notifier: Notifier) {
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

  get subjects(): ReadonlySet<Subject> {
    return this.#subjects
  }

  set subjects(subjects: ReadonlySet<Subject>) {
    this.#subjects = subjects
  }

  hear(event: WatchEvent): void {
    if (event._tag === "Begun" || event._tag === "Ended" || event._tag === "Moved") {
      if (!this.#subjects.has(event.pair)) return
    }
    if (event._tag === "Moved" || event._tag === "Ending") return
    if (event._tag === "Begun") this.pings.add({ pair: event.pair, signal: "start", words: event.trigger })
    if (event._tag === "Ended") {
      this.pings.add({ pair: event.pair, signal: isWell(event.pass) ? "" : "fail", words: event.pass.message })
    }
    this.#news.openUnsafe()
  }

  /** Until something is heard, or it is time to look all the same. */
  awaitNews(milliseconds: number): Effect.Effect<void> {
    return Effect.andThen(Effect.raceFirst(this.#news.await, Effect.sleep(milliseconds)), this.#news.close)
  }

  /** Whatever is heard meanwhile, unless it is the last. */
  pause(milliseconds: number): Effect.Effect<void> {
    return Effect.raceFirst(this.#end.await, Effect.sleep(milliseconds))
  }
}

/** A plan that waits for somebody is no failure of the pass that made it. */
const isWell = ({ outcome }: Pass): boolean => outcome === "ok" || outcome === "pending" || outcome === "interrupted"

/** All whom a setup names, each once, by what tells them apart, with what they are told of. */
export const namedIn = ({ daemon, pairs }: Setup): ReadonlyMap<string, readonly [Notifier, Set<Subject>]> => {
  const named = new Map<string, readonly [Notifier, Set<Subject>]>()
  const name = (subject: Subject, notifiers: ReadonlyArray<Notifier>) => {
    for (const notifier of notifiers) {
      const key = JSON.stringify(notifier)
      const [, subjects] = named.get(key) ?? [notifier, new Set()]
      named.set(key, [notifier, subjects.add(subject)])
    }
  }
  name(undefined, daemon.notify)
  for (const pair of pairs) name(pair.name, pair.watch.notify)
  return named
}

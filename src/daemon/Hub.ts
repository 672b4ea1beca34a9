/** Where what happens while pairs are watched is told, to whoever listens: logs, people, pages. */
import { Context, Effect, Exit, PubSub, Stream, type Take } from "effect"
import { type Pass, type Trigger } from "../domain/watch/Pass.ts"
import { type BreakerState } from "./Breaker.ts"
import { type PairChange } from "./setupChanges.ts"
import { type Phase } from "./Slot.ts"

export type WatchEvent =
  | { readonly _tag: "Begun"; readonly pair: string; readonly trigger: Trigger }
  | { readonly _tag: "Ended"; readonly pair: string; readonly pass: Pass }
  /** A pass that was asked for does not come. */
  | { readonly _tag: "Dropped"; readonly pair: string; readonly phase: Phase }
  /** Something else about a pair is not as it was. */
  | { readonly _tag: "Moved"; readonly pair: string }
  | { readonly _tag: "Server"; readonly remote: string; readonly state: BreakerState }
  | { readonly _tag: "Taken"; readonly changes: ReadonlyArray<PairChange> }
  | { readonly _tag: "Refused"; readonly message: string }
  | { readonly _tag: "Ending" }

export class Hub extends Context.Service<Hub, {
  readonly tell: (event: WatchEvent) => Effect.Effect<void>
  /** Those that come from now on, until it is closed. One that does not keep up loses the oldest. */
  readonly events: Stream.Stream<WatchEvent>
  /** Nothing more comes: whoever listens hears what was told, and then the end. */
  readonly close: Effect.Effect<void>
}>()("syncfile/daemon/Hub") {
  static readonly make = Effect.map(PubSub.sliding<Take.Take<WatchEvent>>(1024), (all) =>
    Hub.of({
      tell: (event) => Effect.asVoid(PubSub.publish(all, [event])),
      events: Stream.fromPubSubTake(all),
      close: Effect.asVoid(PubSub.publish(all, Exit.void)),
    }))
}

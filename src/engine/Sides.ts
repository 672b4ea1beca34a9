/** Both endpoints of a pair, open. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"
import { type Endpoint, Endpoints } from "../endpoint/Endpoint.ts"
import { limited } from "../endpoint/limited.ts"
import { retrying } from "../endpoint/retrying.ts"

export type Sides = Readonly<Record<Side, Endpoint>>

/** What tells the folders of both sides from others; `undefined`: there is none. */
export type Roots = Readonly<Record<Side, string | undefined>>

/** They close with the scope. */
export const openSides = Effect.fn("openSides")(function*(pair: Pair) {
  const endpoints = yield* Endpoints
  const { left, right } = yield* Effect.all({
    left: endpoints.open(pair.left, { symlinks: pair.symlinks, backup: pair.backup.left?.place }),
    right: endpoints.open(pair.right, {
      symlinks: "skip",
      backup: pair.backup.right?.place,
      isApart: areTogether(pair),
    }),
  }, { concurrency: 2 })
  return { left: limited(retrying(left)), right: limited(retrying(right)) } satisfies Sides
})

const areTogether = ({ left, right }: Pair): boolean =>
  left._tag === "Remote" && right._tag === "Remote" && left.remote === right.remote

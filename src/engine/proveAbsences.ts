/** Asks for every absence that a delete would rest on. What cannot be proven is a doubt, and closes its path. */
import { Effect } from "effect"
import { type Entry } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { type Problem } from "../domain/Snapshot.ts"
import { type EndpointError, explain } from "../endpoint/EndpointError.ts"
import { type Evidence } from "../plan/Evidence.ts"
import { parentsOf } from "../plan/sightings.ts"
import { unproven } from "../plan/unproven.ts"
import { type Sides } from "./Sides.ts"

const looksAtOnce = 64

/** A listing may leave out what it could not look at. What a delete would rest on is asked for by name. */
export const proveAbsences = Effect.fnUntraced(function*(pair: Pair, sides: Sides, evidence: Evidence) {
  const absences = unproven(pair, evidence)
  const doubts = yield* Effect.forEach(absences, ({ side, path }) => doubtsOn(side, path, sides, isAbsent), {
    concurrency: looksAtOnce,
  })
  const above = bothSides.flatMap((side) =>
    Array.from(
      parentsOf(absences.flatMap((absence) => absence.side === side ? absence.path : [])),
      (path) => ({ side, path }),
    ).filter(({ path }) => evidence[side].get(path)?._tag === "Directory") // below a file nothing can be
  )
  // "No such file" is also what is answered below a folder that has become something else since it was listed.
  const more = yield* Effect.forEach(above, ({ side, path }) => doubtsOn(side, path, sides, isFolderStill), {
    concurrency: looksAtOnce,
  })
  return [...doubts.flat(), ...more.flat()]
})

const isAbsent = (entry: Entry | undefined) => entry === undefined ? undefined : "it is there, but was not listed"

const isFolderStill = (entry: Entry | undefined) =>
  entry === undefined || entry._tag === "Directory" ? undefined : "it was replaced while it was looked at"

const doubtsOn = (
  side: Side,
  path: RelPath,
  sides: Sides,
  complaintAbout: (entry: Entry | undefined) => string | undefined,
): Effect.Effect<ReadonlyArray<Problem>, EndpointError> =>
  sides[side].stat(path).pipe(
    Effect.map((entry) => {
      const complaint = complaintAbout(entry)
      return complaint === undefined ? [] : [{ side, path, message: complaint }]
    }),
    Effect.catchIf(
      (error) => !error.isConnection,
      ({ reason }) => Effect.succeed([{ side, path, message: `whether it is there is not known: ${explain(reason)}` }]),
    ),
  )

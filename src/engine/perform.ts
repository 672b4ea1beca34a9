/** One action to one outcome. Decides nothing: a path that no longer looks as planned is left for the next pass. */
import { Effect } from "effect"
import { type Action, type Delete, type Move, type Transfer } from "../domain/Action.ts"
import { type Done, type Outcome } from "../domain/ApplyReport.ts"
import { type Agreement } from "../domain/Baseline.ts"
import { directory, type Entry, type File, sameVersion } from "../domain/Entry.ts"
import { childOf, parentOf, type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { asideName, temporaryName } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError, explain } from "../endpoint/EndpointError.ts"
import { type Flight } from "../endpoint/Flight.ts"
import { bringHome } from "./bringHome.ts"
import { contentDigest } from "./contentDigest.ts"
import { counting, startOver } from "./counting.ts"
import { deliver, type Tried } from "./delta/deliver.ts"
import { type Delta } from "./delta/Delta.ts"
import { endMove } from "./endMove.ts"
import { LargeFile } from "./LargeFile.ts"
import { type LargeFiles } from "./LargeFiles.ts"
import { type OldVersions } from "./oldVersions.ts"
import { pastOfMoved } from "./pastOfMoved.ts"
import { recoverChecked } from "./recoverChecked.ts"
import { type Sides } from "./Sides.ts"

export interface Performance {
  readonly sides: Sides
  readonly run: string
  readonly old: OldVersions
  readonly flight: Flight // in which all that is done at once is
  readonly delta: Delta
  readonly passed: (bytes: number) => Effect.Effect<void> // called as content goes through
  readonly torn: () => void // called when an action may have left something beside its path
  readonly large?: LargeFiles // none: every file is sent as a whole
}

/** An action on its way: under which number, and at which attempt. */
interface Attempt<A extends Action = Action> {
  readonly action: A
  readonly temporary: string
  readonly isResumed: boolean
  readonly tried: Tried
  readonly large: LargeFile | undefined
  readonly by: Performance
}

type Achieved = Pick<Done, "agreement" | "copied" | "keptNothing">

const nothingThere: Achieved = { agreement: undefined, keptNothing: true }

const mostAttempts = 3

/** `undefined`: the user stopped it on its way; what has arrived is for the next run. */
export const perform = (action: Action, number: number, by: Performance): Effect.Effect<Outcome | undefined> => {
  const temporary = temporaryName(by.run, number, 0)
  const counted = counting(by)
  const tried: Tried = { hasCopied: false, isRefused: false }
  const large = largeFileOf(action, number, temporary, counted)
  return by.flight.through(attempt({ action, temporary, isResumed: false, tried, large, by: counted }, 1)).pipe(
    Effect.map((achieved): Outcome => ({ _tag: "Done", action, ...achieved, ...resumedBy(large) })),
    Effect.catch((error) =>
      Effect.sync(() => {
        if (error.isTransient || isPutOff(error)) by.torn()
        return isStop(error) ? undefined : outcomeOf(action, error)
      })
    ),
  )
}

const largeFileOf = (action: Action, number: number, temporary: string, { large }: Performance) =>
  large !== undefined && action._tag === "Transfer" && action.wanted.size >= large.least
    ? new LargeFile(action, number, temporary, large)
    : undefined

const resumedBy = (large: LargeFile | undefined) =>
  large === undefined || large.resumed === 0 ? {} : { resumed: large.resumed }

const isStop = ({ reason }: EndpointError): boolean => reason._tag === "Stopped"

/** Nothing is wrong with what has arrived so far. */
const isPutOff = (error: EndpointError): boolean => isStop(error) || error.reason._tag === "Crowded"

const outcomeOf = (action: Action, error: EndpointError): Outcome => {
  const message = `${error.operation}: ${explain(error.reason)}`
  if (error.reason._tag === "Changed") return { _tag: "Stale", action, message }
  const corrupted = error.reason._tag === "Corrupted" ? { corrupted: true as const } : {}
  const { loss } = error
  return { _tag: "Failed", action, message, ...corrupted, ...(loss === undefined ? {} : { loss }) }
}

/** After a broken connection nobody knows what was done. Looking tells; only what was surely not done is done again. */
const attempt = (now: Attempt, count: number): Effect.Effect<Achieved, EndpointError> =>
  Effect.catch(tryOnce(now), (error) => {
    if (error.isTransient) return count === mostAttempts ? Effect.fail(error) : afterBreak(now, count, error)
    if (isStop(error) || (isPutOff(error) && now.large?.isHeld === true)) return Effect.fail(error)
    const { isResumed, large, by: { sides } } = now
    const failed = Effect.andThen(Effect.ignore(clearUp(now)), Effect.fail(error))
    const isBadBeginning = (isResumed || large?.isHeld === true) && error.reason._tag === "Refused"
    if (!isBadBeginning) return failed
    const dropped = Effect.andThen(large === undefined ? Effect.void : large.drop(sides), clearUp(now))
    return Effect.andThen(dropped, attempt({ ...now, isResumed: false }, count))
  })

const afterBreak = (now: Attempt, count: number, error: EndpointError) =>
  Effect.flatMap(lookAgain(now), (found) =>
    sameVersion(now.action.expected, found)
      ? attempt({ ...now, action: expecting(now.action, found), isResumed: true }, count + 1)
      : takenAsDone(now, found, error))

/** The same version, whose content is as well known as before. */
const expecting = (action: Action, found: Entry | undefined): Action => {
  const digest = action.expected?._tag === "File" ? action.expected.digest : undefined
  const known = found?._tag === "File" && digest !== undefined ? { ...found, digest } : found
  return Object.assign({}, action, { expected: known })
}

/** What the path holds once the connection is back, and the old version is back where it was if its place is free. */
const lookAgain = Effect.fnUntraced(
  function*(now: Attempt) {
    const { action: { path, side }, by } = now
    yield* by.passed(startOver)
    yield* by.sides[side].stat(path) // asked until the connection is back
    yield* returnOld(now)
    return yield* by.sides[side].stat(path)
  },
  (work, { by: { torn } }) => Effect.onError(work, () => Effect.sync(torn)),
)

/** Only files are ever moved away. What has a folder's path in the backup is what was in it. */
const returnOld = ({ action, temporary, by: { sides, old } }: Attempt) => {
  const { path, side, expected } = action
  const asideOf = (home: RelPath) => childOf(parentOf(home), asideName(temporary))
  if (action._tag === "Move") return endMove(sides[side], side, asideOf(action.from), action)
  if (expected?._tag !== "File") return Effect.void
  const kept = old(side, path)
  if (kept._tag === "Kept") return bringHome(sides[side], kept.as, path)
  const isShown = kept._tag === "Checked" ? side : undefined
  return recoverChecked(sides[side], asideOf(path), path, { expected, side: isShown })
}

/** Endpoints clear up after themselves where they can. What neither they nor this can is for the next run. */
const clearUp = Effect.fnUntraced(
  function*(now: Attempt) {
    const { action: { _tag, path, side }, temporary, by } = now
    if (_tag === "Transfer") yield* by.sides[side].recover(childOf(parentOf(path), temporary), path)
    if (_tag !== "MakeDirectory") yield* returnOld(now)
  },
  (work, { by: { torn } }) => Effect.onError(work, () => Effect.sync(torn)),
)

const tryOnce = (now: Attempt): Effect.Effect<Achieved, EndpointError> => {
  const { action, by } = now
  switch (action._tag) {
    case "MakeDirectory":
      return agreeing(makeDirectory(action, by.sides[action.side]))
    case "Move":
      return agreeing(move({ ...now, action }))
    case "Transfer":
      return transfer({ ...now, action })
    case "Delete":
      return remove({ ...now, action })
  }
}

const agreeing = (work: Effect.Effect<Agreement | undefined, EndpointError>): Effect.Effect<Achieved, EndpointError> =>
  Effect.map(work, (agreement) => ({ agreement }))

const makeDirectory = ({ path }: Action, target: Endpoint) =>
  target.makeDirectory(path).pipe(
    Effect.catchIf(({ reason }) => reason._tag === "AlreadyExists", (error) =>
      Effect.flatMap(target.stat(path), (found) =>
        found?._tag === "Directory" ? Effect.void : Effect.fail(error))),
    Effect.as<Agreement>({ left: directory, right: directory }),
  )

const move = ({ action, temporary, by }: Attempt<Move>) => {
  const target = by.sides[action.side]
  return Effect.flatMap(
    target.move(action.from, action.path, action.moved, temporary),
    (shown) => pastOfMoved(action, shown, target),
  )
}

const remove = ({ action, temporary, by }: Attempt<Delete>): Effect.Effect<Achieved, EndpointError> => {
  const { path, side, expected } = action
  const target = by.sides[side]
  return expected === undefined
    ? Effect.succeed(nothingThere)
    : target.remove({ path, expected, old: by.old(side, path), temporary }).pipe(
      Effect.as<Achieved>({ agreement: undefined }),
      Effect.catchIf(
        ({ reason }) => reason._tag === "NotFound",
        (error) =>
          Effect.flatMap(
            target.stat(path),
            (found) => found === undefined ? Effect.succeed(nothingThere) : Effect.fail(error),
          ),
      ),
      Effect.catchIf(({ reason }) => isGone(reason), () => Effect.succeed(nothingThere)),
    )
}

/** What was to go is gone already: nothing is left to be done. */
const isGone = (reason: EndpointError["reason"]): boolean => reason._tag === "Changed" && reason.found === undefined

const transfer = Effect.fnUntraced(function*(now: Attempt<Transfer>) {
  const { action, temporary, isResumed, by } = now
  const { path, side, expected, wanted } = action
  const writing = { path, expected, wanted, temporary, old: by.old(side, path), isResumed }
  const { blocks, copied, digest, written } = yield* deliver({ ...now, writing })
  if (blocks !== undefined) by.delta.learnt(blocks)
  const achieved: Achieved = { agreement: agreementOf(side, wanted, written, digest) }
  return copied === 0 ? achieved : { ...achieved, copied }
})

/** The source as it was scanned, not as it is now: a change made meanwhile must still look like a change next time. */
const agreementOf = (side: Side, wanted: File, written: File, digest: string): Agreement => {
  const [given, taken] = [{ ...wanted, digest }, { ...written, digest }]
  return side === "left" ? { left: taken, right: given } : { left: given, right: taken }
}

/** The agreement, if what is found now can only be what this action was to bring about; else the error stands. */
const takenAsDone = (
  { action, by }: Attempt,
  found: Entry | undefined,
  error: EndpointError,
): Effect.Effect<Achieved, EndpointError> => {
  if (action._tag === "Delete" && found === undefined) return Effect.succeed(nothingThere)
  if (action._tag === "MakeDirectory" && found?._tag === "Directory") {
    return Effect.succeed({ agreement: { left: directory, right: directory } })
  }
  if (action._tag === "Move" && found !== undefined && sameVersion(action.moved, found)) {
    return Effect.flatMap(
      by.sides[action.side].stat(action.from),
      (left) => left === undefined ? agreeing(pastOfMoved(action, found, by.sides[action.side])) : Effect.fail(error),
    )
  }
  return action._tag === "Transfer" && found?._tag === "File" && found.size === action.wanted.size
    ? agreeing(sameContent(action, found, error, by.sides))
    : Effect.fail(error)
}

const sameContent = Effect.fnUntraced(
  function*({ path, side, from, wanted }: Transfer, found: File, error: EndpointError, sides: Sides) {
    const sent = yield* contentDigest(sides[otherSide(side)], from, wanted)
    const held = yield* contentDigest(sides[side], path, found)
    return sent === held ? agreementOf(side, wanted, found, sent) : yield* error
  },
)

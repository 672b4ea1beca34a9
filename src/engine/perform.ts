/** One action to one outcome. Decides nothing: a path that no longer looks as planned is left for the next pass. */
import { Effect } from "effect"
import { type Action, type Delete, type Transfer } from "../domain/Action.ts"
import { type Outcome } from "../domain/ApplyReport.ts"
import { type Agreement } from "../domain/Baseline.ts"
import { directory, type Entry, type File, unchanged } from "../domain/Entry.ts"
import { childOf, parentOf } from "../domain/RelPath.ts"
import { asideName, temporaryName } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError, explain } from "../endpoint/EndpointError.ts"
import { contentDigest, DigestingReader } from "./contentDigest.ts"
import { type Sides } from "./Sides.ts"

export interface Performance {
  readonly sides: Sides
  readonly run: string
  readonly passed: (bytes: number) => Effect.Effect<void> // called as content goes through
  readonly torn: () => void // called when an action may have left something beside its path
}

const mostAttempts = 3

export const perform = (action: Action, number: number, by: Performance): Effect.Effect<Outcome> =>
  attempt(action, number, 0, by).pipe(
    Effect.map((agreement): Outcome => ({ _tag: "Done", action, agreement })),
    Effect.catch((error) =>
      Effect.sync(() => {
        if (error.isTransient) by.torn()
        return outcomeOf(action, error)
      })
    ),
  )

const outcomeOf = (action: Action, error: EndpointError): Outcome => {
  const message = `${error.operation}: ${explain(error.reason)}`
  return { _tag: error.reason._tag === "Changed" ? "Stale" : "Failed", action, message }
}

/** After a broken connection nobody knows what was done. Looking tells; only what was surely not done is done again. */
const attempt = (
  action: Action,
  number: number,
  before: number,
  by: Performance,
): Effect.Effect<Agreement | undefined, EndpointError> =>
  Effect.catch(tryOnce(action, number, before, by), (error) => {
    if (!error.isTransient) {
      return Effect.andThen(Effect.ignore(clearUp(action, number, before, by)), Effect.fail(error))
    }
    if (before + 1 === mostAttempts) return Effect.fail(error)
    return Effect.flatMap(lookAgain(action, number, before, by), (found) => {
      if (unchanged(action.expected, found)) return attempt(action, number, before + 1, by)
      return takenAsDone(action, found, error, by)
    })
  })

/** What the path holds once the connection is back and nothing of the broken attempt is left beside it. */
const lookAgain = Effect.fnUntraced(
  function*(action: Action, number: number, before: number, by: Performance) {
    const { path, side } = action
    yield* by.sides[side].stat(path) // asked until the connection is back
    yield* clearUp(action, number, before, by)
    return yield* by.sides[side].stat(path)
  },
  (work, _action, _number, _before, { torn }) => Effect.onError(work, () => Effect.sync(torn)),
)

/** Endpoints clear up after themselves where they can. What neither they nor this can is for the next run. */
const clearUp = Effect.fnUntraced(
  function*({ _tag, path, side }: Action, number: number, before: number, { sides, run }: Performance) {
    if (_tag !== "Transfer") return
    const part = temporaryName(run, number, before)
    for (const name of [part, asideName(part)]) yield* sides[side].recover(childOf(parentOf(path), name), path)
  },
  (work, _action, _number, _before, { torn }) => Effect.onError(work, () => Effect.sync(torn)),
)

const tryOnce = (action: Action, number: number, before: number, by: Performance) => {
  switch (action._tag) {
    case "MakeDirectory":
      return makeDirectory(action, by.sides[action.side])
    case "Transfer":
      return transfer(action, temporaryName(by.run, number, before), by)
    case "Delete":
      return remove(action, by.sides[action.side])
  }
}

const makeDirectory = ({ path }: Action, target: Endpoint) =>
  target.makeDirectory(path).pipe(
    Effect.catchIf(({ reason }) => reason._tag === "AlreadyExists", (error) =>
      Effect.flatMap(target.stat(path), (found) =>
        found?._tag === "Directory" ? Effect.void : Effect.fail(error))),
    Effect.as<Agreement>({ left: directory, right: directory }),
  )

const remove = ({ path, expected }: Delete, target: Endpoint) =>
  expected === undefined ? Effect.succeed(undefined) : target.remove(path, expected).pipe(
    Effect.catchIf(
      ({ reason }) => reason._tag === "NotFound",
      (error) => Effect.flatMap(target.stat(path), (found) => found === undefined ? Effect.void : Effect.fail(error)),
    ),
    Effect.catchIf(({ reason }) => isGone(reason), () => Effect.void),
    Effect.as(undefined),
  )

/** What was to go is gone already: nothing is left to be done. */
const isGone = (reason: EndpointError["reason"]): boolean => reason._tag === "Changed" && reason.found === undefined

const transfer = Effect.fnUntraced(function*(action: Transfer, temporary: string, { sides, passed }: Performance) {
  const { path, from, expected, wanted } = action
  const reader = new DigestingReader(sides.left.read(from, wanted), passed)
  const written = yield* sides.right.write({ path, expected, wanted, temporary }, reader.content)
  return agreementOf(wanted, written, reader.digest())
})

/** The source as it was scanned, not as it is now: a change made meanwhile must still look like a change next time. */
const agreementOf = (wanted: File, written: File, digest: string): Agreement => ({
  left: { ...wanted, digest },
  right: { ...written, digest },
})

/** The agreement, if what is found now can only be what this action was to bring about; else the error stands. */
const takenAsDone = (
  action: Action,
  found: Entry | undefined,
  error: EndpointError,
  { sides }: Performance,
): Effect.Effect<Agreement | undefined, EndpointError> => {
  if (action._tag === "Delete" && found === undefined) return Effect.succeed(undefined)
  if (action._tag === "MakeDirectory" && found?._tag === "Directory") {
    return Effect.succeed({ left: directory, right: directory })
  }
  return action._tag === "Transfer" && found?._tag === "File" && found.size === action.wanted.size
    ? sameContent(action, found, error, sides)
    : Effect.fail(error)
}

const sameContent = Effect.fnUntraced(
  function*({ path, from, wanted }: Transfer, found: File, error: EndpointError, sides: Sides) {
    const sent = yield* contentDigest(sides.left, from, wanted, unheard)
    const held = yield* contentDigest(sides.right, path, found, unheard)
    return sent === held ? agreementOf(wanted, found, sent) : yield* error
  },
)

const unheard = () => Effect.void

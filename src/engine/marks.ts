/** The marks in the roots of a two-way pair: each holds the number of the last run that changed anything. */
import { Clock, Effect, Stream } from "effect"
import { type File } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { RelPath } from "../domain/RelPath.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { asideName, markPrefix, temporaryName } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { EndpointError } from "../endpoint/EndpointError.ts"
import { guardMarks } from "../plan/guardMarks.ts"
import { type Memory, type Run } from "../state/StateStore.ts"
import { type Roots, type Sides } from "./Sides.ts"

export const markPath = (id: string): RelPath => RelPath.make(`${markPrefix}${id}`)

/** No action has it: what a mark left behind is told by it from what a step of the run did. */
export const markNumber = 36 ** 7 - 1

const mostBytes = 1000

/** `undefined`: there is none. A mark that cannot be read is an error: what it says decides whether anything is deleted. */
export const readMark = Effect.fnUntraced(function*(endpoint: Endpoint, id: string) {
  const path = markPath(id)
  const found = yield* endpoint.stat(path)
  if (found === undefined) return undefined
  const number = found._tag === "File" && found.size <= mostBytes
    ? Number(/"run":(\d+)/.exec(yield* textOf(endpoint, path, found))?.[1] ?? "NaN")
    : NaN
  if (Number.isSafeInteger(number)) return number
  return yield* new EndpointError({
    endpoint: endpoint.name,
    operation: "read",
    path,
    reason: { _tag: "Refused", message: "it is not the mark that was left there" },
  })
})

/** What the marks tell of the folders that a pair has now. Where one of them is missing, or no mark was left, nothing. */
export const judgeMarks = Effect.fnUntraced(
  function*(pair: Pair, roots: Roots, { left, right }: Sides, mark: Memory["mark"]) {
    if (mark === undefined || pair.mode !== "two-way" || roots.left === undefined || roots.right === undefined) {
      return { halts: [], isProven: false }
    }
    const found = yield* Effect.all({ left: readMark(left, mark.id), right: readMark(right, mark.id) }, {
      concurrency: 2,
    })
    return guardMarks(pair, { expected: mark, found })
  },
)

const textOf = (endpoint: Endpoint, path: RelPath, file: File) =>
  Stream.runFold(endpoint.read(path, file), () => "", (text, bytes) => text + new TextDecoder().decode(bytes))

/** Both sides now say that this run was the last one. Nothing of a user's is ever called like a mark. */
export const writeMarks = Effect.fnUntraced(function*(pair: string, sides: Sides, run: Run) {
  const modified = yield* Clock.currentTimeMillis
  const write = Effect.fnUntraced(function*(side: Side) {
    const path = markPath(run.mark)
    const text = JSON.stringify({ "syncfile": "the last run here; do not touch", pair, side, "run": run.number })
    const bytes = new TextEncoder().encode(`${text}\n`)
    const expected = yield* sides[side].stat(path)
    const wanted: File = { _tag: "File", size: bytes.length, modified, mode: 0o644 }
    const temporary = temporaryOf(run)
    const old = { _tag: "Gone" } as const
    yield* sides[side].write({ path, expected, wanted, temporary, old, isResumed: false }, Stream.make(bytes))
  })
  yield* Effect.forEach(bothSides, write, { concurrency: 2, discard: true })
})

const temporaryOf = ({ id }: Run): string => temporaryName(id, markNumber, 0)

/** After marks could not be left. Where this fails, something may be left that the next run has to clear away. */
export const clearMarks = (sides: Sides, run: Run): Effect.Effect<void, EndpointError> =>
  Effect.forEach(
    bothSides,
    (side) =>
      Effect.forEach([temporaryOf(run), asideName(temporaryOf(run))], (leftover) =>
        sides[side].recover(RelPath.make(leftover), markPath(run.mark)), { discard: true }),
    { discard: true },
  )

/** Removes old versions whose time is over. Failing here costs only space. */
import { Clock, Effect } from "effect"
import { pathOfKept, readRunFolder } from "../domain/backups.ts"
import { makeFilter } from "../domain/filter/makeFilter.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Plan } from "../domain/Plan.ts"
import { lineage, type RelPath } from "../domain/RelPath.ts"
import { sides as bothSides } from "../domain/Side.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { signOfLife } from "../endpoint/SignOfLife.ts"
import { Reporter } from "../report/Reporter.ts"
import { StateStore } from "../state/StateStore.ts"
import { listBelow, type Listed } from "./listBelow.ts"
import { type Sides } from "./Sides.ts"

/**
 * Only what runs of this very pair have kept, as its state tells: others may keep theirs in the same folder. Their time
 * counts from their end. `plan` must be of now: what it holds back, and what it could not see, keeps all its old versions.
 */
export const pruneBackups = Effect.fn("pruneBackups")(
  function*(pair: Pair, sides: Sides, plan: Pick<Plan, "conflicts" | "problems">) {
    const reporter = yield* Reporter
    const state = yield* StateStore
    const now = yield* Clock.currentTimeMillis
    const isHeld = holding(pair, plan)
    for (const side of bothSides) {
      const { backup } = sides[side]
      const keep = pair.backup[side]?.keep
      if (backup === undefined || keep === undefined) continue
      const work = Effect.gen(function*() {
        const begun = (yield* runsKeptIn(backup)).filter(({ started }) => started < now - keep)
        if (begun.length === 0) return
        const past = yield* state.history(pair.name, Number.MAX_SAFE_INTEGER)
        const over = new Set(past.flatMap(({ run, finished = now }) => finished < now - keep ? run : []))
        const isOver = (path: RelPath) => over.has(readRunFolder(path.split("/")[0] ?? "")?.run ?? "")
        yield* prune(backup, isOver, isHeld)
      })
      yield* Effect.catch(
        work,
        ({ message }) =>
          reporter.emit({
            _tag: "Note",
            pair: pair.name,
            message: `old versions could not be cleared away: ${message}`,
          }),
      )
    }
  },
)

/** The runs of which old versions are kept in a backup folder, of other pairs too. */
const runsKeptIn = Effect.fnUntraced(function*(backup: Endpoint) {
  if ((yield* backup.rootId) === undefined) return []
  const { entries } = yield* backup.list(undefined)
  return entries.names.flatMap((name) => readRunFolder(name) ?? [])
})

/** While it is known whose old versions are kept, it is known which ones may go. */
export const runsKept = Effect.fnUntraced(function*(sides: Sides) {
  const found = yield* Effect.forEach(bothSides, (side) => {
    const { backup } = sides[side]
    return backup === undefined ? Effect.succeed([]) : Effect.orElseSucceed(runsKeptIn(backup), () => [])
  })
  return new Set(found.flat().map(({ run }) => run))
})

const holding = ({ filters }: Pair, { conflicts, problems }: Pick<Plan, "conflicts" | "problems">) => {
  const filter = makeFilter(filters)
  const held = new Set([...conflicts, ...problems].map(({ path }) => path))
  return (path: RelPath): boolean =>
    held.has(undefined) || lineage(path).some((above) => held.has(above)) || filter.scopeOf(path, false).scope !== "in"
}

const atOnce = { concurrency: 16, discard: true } as const

/** A folder goes once all that was in it is gone, and stays where something was kept. */
const prune = Effect.fnUntraced(
  function*(
    backup: Endpoint,
    isOver: (path: RelPath) => boolean,
    isHeld: (path: RelPath) => boolean,
  ): Effect.fn.Return<void, EndpointError> {
    const found = (yield* listBelow(backup, undefined, isOver)).filter(({ path }) => isOver(path))
    const remove = ({ entry, path }: Listed) =>
      backup.remove({ path, expected: entry, old: { _tag: "Gone" }, temporary: "unused" }).pipe(
        Effect.catchIf(({ reason }) => reason._tag === "NotEmpty", () => Effect.void),
        Effect.andThen(signOfLife),
      )
    yield* Effect.forEach(found.filter((each) => !isFolder(each) && !isHeld(pathOfKept(each.path))), remove, atOnce)
    const folders = Map.groupBy(found.filter(isFolder), ({ path }) => lineage(path).length)
    for (const [, level] of [...folders].toSorted(([one], [other]) => other - one)) {
      yield* Effect.forEach(level, remove, atOnce)
    }
  },
)

const isFolder = ({ entry }: Listed): boolean => entry._tag === "Directory"

/** Removes old versions whose time is over. */
import { Clock, Effect } from "effect"
import { pathOfKept, readRunFolder } from "../domain/backups.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Conflict } from "../domain/Plan.ts"
import { isWithin, type RelPath } from "../domain/RelPath.ts"
import { sides as bothSides } from "../domain/Side.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { Reporter } from "../report/Reporter.ts"
import { listBelow } from "./listBelow.ts"
import { type Sides } from "./Sides.ts"

/** What stands in a conflict that nobody has decided yet keeps all its old versions. Failing here costs only space. */
export const pruneBackups = Effect.fn("pruneBackups")(
  function*(pair: Pair, sides: Sides, conflicts: ReadonlyArray<Conflict>) {
    const reporter = yield* Reporter
    const now = yield* Clock.currentTimeMillis
    for (const side of bothSides) {
      const { backup } = sides[side]
      const keep = pair.backup[side]?.keep
      if (backup === undefined || keep === undefined) continue
      const isHeld = (path: RelPath) => conflicts.some((conflict) => isWithin(conflict.path, path))
      yield* Effect.catch(
        prune(backup, now - keep, isHeld),
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

const prune = Effect.fnUntraced(function*(backup: Endpoint, before: number, isHeld: (path: RelPath) => boolean) {
  if ((yield* backup.rootId) === undefined) return
  const isOver = (path: RelPath) => (readRunFolder(path.split("/")[0] ?? "")?.started ?? Infinity) < before
  const found = yield* listBelow(backup, undefined, isOver)
  for (const { path, entry } of found) {
    if (!isOver(path) || (entry._tag !== "Directory" && isHeld(pathOfKept(path)))) continue
    yield* backup.remove({ path, expected: entry, old: { _tag: "Gone" }, temporary: "unused" }).pipe(
      Effect.catchIf(({ reason }) => reason._tag === "NotEmpty", () => Effect.void),
    )
  }
})

/** A restore up to the point where somebody may say no: which pair is meant, and what would be brought back in it. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { isWithin, type RelPath } from "../domain/RelPath.ts"
import { roleOf, type Side } from "../domain/Side.ts"
import { chooseVersions } from "../engine/chooseVersions.ts"
import { type Version } from "../engine/findVersions.ts"
import { type Opened, openPair } from "../engine/openPair.ts"
import { type Restoring, restoring } from "../engine/restoring.ts"
import { describeEntry } from "../report/describeEntry.ts"
import { printable } from "../report/escape.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { type Found } from "./listVersions.ts"
import { objectionsTo } from "./objectionsTo.ts"
import { warnOf } from "./withPast.ts"

export interface Restorable extends Opened, Pick<Restoring, "actions"> {
  readonly versions: ReadonlyArray<Version>
}

/** Which pairs have versions of these paths. A path that two pairs have is restored in none of them by guessing. */
export const whereMeant = Effect.fnUntraced(
  function*(paths: ReadonlyArray<RelPath>, run: string | undefined, found: ReadonlyArray<Found>) {
    const meant = new Map<Pair, Array<RelPath>>()
    for (const path of paths) {
      const pairs = found.flatMap(({ pair, versions }) =>
        versions.some((each) => isWithin(path, each.path) && (run === undefined || each.run === run)) ? [pair] : []
      )
      const [pair, second] = pairs
      if (pair === undefined) return yield* noneOf(path, run)
      if (second !== undefined) {
        return yield* refuse(
          `several pairs have a version of ${printable(path)}: ${pairs.map(({ name }) => name).join(", ")}. `
            + "Say which one: --pair NAME",
        )
      }
      meant.set(pair, [...meant.get(pair) ?? [], path])
    }
    return Array.from(meant)
  },
)

/** Chosen once the pair is locked and in order: what a run that died had put away may have come back by itself. */
export const prepareRestore = Effect.fnUntraced(
  function*(pair: Pair, paths: ReadonlyArray<RelPath>, run: string | undefined) {
    const opened = yield* openPair(pair, { keepsParts: true })
    yield* warnOf(opened)
    yield* refuseSkipped(opened)
    const chosen = new Map<string, Version>()
    for (const path of paths) {
      const versions = yield* chooseVersions(path, run, opened.sides)
      if (versions.length === 0) return yield* noneOf(path, run)
      for (const version of versions) chosen.set(`${version.side}:${version.path}`, version)
    }
    const versions = Array.from(chosen.values())
    const written: ReadonlyArray<Side> = [...new Set(versions.map(({ side }) => side))]
    const objections = yield* objectionsTo(pair, opened.sides, { written })
    if (objections.length > 0) {
      return yield* refuse(
        `${objections.join("\n  ")}\n  What to do about it: syncfile plan ${pair.name}`,
        ExitCode.halted,
      )
    }
    const { actions, obstacles } = yield* restoring(versions, opened.sides)
    if (obstacles.length > 0) {
      const found = obstacles.map(({ side, path, entry }) =>
        `${printable(path)} on the ${roleOf(pair.mode, side)} is ${describeEntry(entry)}`
      )
      return yield* refuse(
        `an old version takes the place of a file only, and ${found.join(", ")}. Move that away, then restore again`,
      )
    }
    return { ...opened, actions, versions } satisfies Restorable
  },
)

/** What a run that died on that side moved away is the newest version of its path, and nowhere to be seen. */
const refuseSkipped = ({ memory, pair, skipped }: Opened) => {
  const [side] = skipped
  if (side === undefined) return Effect.void
  const runs = memory.unfinished.map(({ run }) => run).join(", ")
  return refuse(
    `run ${runs} never finished, and the ${roleOf(pair.mode, side)} ${
      printable(pair[side].written)
    } is not the folder that it `
      + `wrote to. Mount that first, then restore again. If it is the same data in a new place: syncfile state adopt ${pair.name}`,
    ExitCode.halted,
  )
}

const noneOf = (path: RelPath, run: string | undefined) =>
  refuse(
    `no version of ${printable(path)} that could come back is in a backup${run === undefined ? "" : ` of run ${run}`}. `
      + `List what there is: syncfile restore --list ${printable(path)}`,
  )

const refuse = (message: string, code: ExitCode = ExitCode.failed) =>
  Effect.fail(new Failure({ code, message: `Error: ${message}. Nothing was restored.` }))

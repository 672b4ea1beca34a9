/** Plays one of rclone's two-way scenarios with this program in rclone's place. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Side, sides } from "../../../src/domain/Side.ts"
import { type BisyncCase, finalOf, initialOf, type Version, type Versions } from "./bisyncCases.ts"
import { optionsOf } from "./bisyncOptions.ts"
import { type BisyncFolders, parseStep, secondsOf, takeStep } from "./bisyncStep.ts"
import { linesOfType } from "./said.ts"
import { writeTree } from "./tree.ts"
import { rebuilt, type TwoFolders } from "./twoFolders.ts"
import { keptTexts, usersTimes } from "./usersTree.ts"

/** What the recorded listing does not say of a path, or says otherwise. `undefined`: nothing is there. */
export type Settled = Readonly<Record<string, Version | undefined>>

/** Where this program does something else than rclone, and why that is meant. */
export interface Difference {
  readonly reason: string
  readonly instead?: Readonly<Record<number, string>> // another step in the place of the one with this number
  readonly exits?: Readonly<Record<number, number>> // how the run of this step ends
  readonly both?: Settled
  readonly left?: Settled
  readonly right?: Settled
}

export interface Expected {
  readonly differences: ReadonlyArray<Difference>
  readonly isFresh?: boolean // see BisyncFolders
  readonly kept?: Readonly<Record<Side, ReadonlyArray<string>>> // "path: text" of what the named backup folders hold
}

export interface Played {
  readonly folders: TwoFolders
  readonly keepsTimes: boolean
}

export const playBisync = Effect.fnUntraced(
  function*(recorded: BisyncCase, expected: Expected, { folders, keepsTimes }: Played) {
    const on = prepared(recorded, folders, expected.isFresh ?? false)
    const change = <A>(of: (difference: Difference) => Readonly<Record<number, A>> | undefined, number: number) =>
      expected.differences.map((each) => of(each)?.[number]).find((each) => each !== undefined)
    let hasMet = false
    for (const [index, written] of recorded.steps.entries()) {
      const number = index + 1
      const step = parseStep(change(({ instead }) => instead, number) ?? written, on)
      if (step.verb !== "bisync") {
        takeStep(step, on)
        continue
      }
      const exitCode = change(({ exits }) => exits, number) ?? exitOf(recorded, number)
      yield* runOnce(step.words, { folders, on, hasMet, exitCode, number })
      hasMet = true
    }
    for (const side of sides) {
      const wanted = wantedOn(side, recorded, expected.differences)
      assert.deepStrictEqual(folders.trees()[side], textsOf(wanted), `the ${side} in the end`)
      if (keepsTimes) assert.deepStrictEqual(timesIn(folders[side], wanted), daysOf(wanted), `times on the ${side}`)
      if (expected.kept === undefined) continue
      const backup = folders.beside(side, join("backupdirs", side === "left" ? "backupdir1" : "backupdir2")).disk
      assert.deepStrictEqual(keptTexts(backup), expected.kept[side])
    }
  },
)

interface Running {
  readonly folders: TwoFolders
  readonly on: BisyncFolders
  readonly hasMet: boolean
  readonly exitCode: number
  readonly number: number
}

const runOnce = Effect.fnUntraced(
  function*(words: ReadonlyArray<string>, { exitCode, folders, hasMet, number, on }: Running) {
    const options = optionsOf(words, (side, path) => writtenAs(folders, on, side, path))
    folders.settle(options.settings)
    const before = folders.trees()
    if (options.isResync && hasMet && !options.isDryRun) yield* rebuilt(folders)
    const forced = options.isForced ? ["--accept-deletes", `${yield* plannedDeletes(folders)}`] : []
    const ended = yield* folders.run(...(options.isDryRun ? ["plan"] : ["apply", "--auto-approve", ...forced]))
    assert.strictEqual(ended.exitCode, exitCode, `step ${number}:\n${ended.stdout}${ended.stderr}`)
    const after = folders.trees()
    if (options.isDryRun || untouched.has(exitCode)) assert.deepStrictEqual(after, before, `step ${number}`)
    else if (exitCode === 0 && options.settings["filters"] === undefined) {
      assert.deepStrictEqual(after.left, after.right, `step ${number}`)
    }
  },
)

/** Halted, or not even begun. */
const untouched: ReadonlySet<number> = new Set([5, 78])

const plannedDeletes = Effect.fnUntraced(function*({ run }: TwoFolders) {
  const planned = yield* run("plan", "--json")
  return linesOfType(planned, "planned_action").filter(({ verbs }) => Array.isArray(verbs) && verbs.includes("delete"))
    .length
})

const prepared = (recorded: BisyncCase, folders: TwoFolders, isFresh: boolean): BisyncFolders => {
  const initial = onDisk(initialOf(recorded))
  for (const side of sides) writeTree(folders[side], initial)
  const datadir = folders.makeFolder("inputs")
  writeTree(
    datadir,
    onDisk(Object.fromEntries(
      recorded.modfiles.map(({ path, text }) => [path, { text, day: "2000-01-01" }]),
    )),
  )
  const workdir = join(folders.folder, "work")
  mkdirSync(workdir)
  return { path1: folders.left, path2: folders.right, datadir, workdir, isFresh }
}

const onDisk = (versions: Versions) =>
  Object.fromEntries(
    Object.entries(versions).map((
      [path, { day = "2000-01-01", text }],
    ) => [path, { content: text, seconds: secondsOf(day) }]),
  )

/** A backup folder belongs to the machine of its side: what rclone puts into its work folder lies beside the root. */
const writtenAs = (folders: TwoFolders, { workdir }: BisyncFolders, side: Side, path: string): string => {
  const below = path.startsWith(`${folders[side]}/`)
    ? path.replace(folders[side], side)
    : path.slice(workdir.length + 1)
  return folders.beside(side, below).written
}

const exitOf = ({ runs }: BisyncCase, step: number): number => {
  const outcome = runs.find((run) => run.step === step)?.outcome
  return outcome === "success" ? 0 : 5
}

const wantedOn = (side: Side, recorded: BisyncCase, differences: ReadonlyArray<Difference>): Versions => {
  const settled: Settled = Object.assign({}, ...differences.flatMap((each) => [each.both, each[side]]))
  const wanted: Record<string, Version> = { ...finalOf(recorded, new Set(Object.keys(settled))) }
  for (const [path, version] of Object.entries(settled)) if (version !== undefined) wanted[path] = version
  return wanted
}

const textsOf = (versions: Versions): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(versions).map(([path, { text }]) => [path, text]))

const daysOf = (versions: Versions): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(versions).flatMap(([path, { day }]) => day === undefined ? [] : [[path, secondsOf(day)]]),
  )

const timesIn = (folder: string, versions: Versions): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(usersTimes(folder)).filter(([path]) => versions[path]?.day !== undefined))

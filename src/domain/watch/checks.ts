/** Whether the passes of a pair give reason to worry: each threshold held against what the state remembers. */
import { type Mode } from "../Pair.ts"
import { nextDue } from "../schedule/nextDue.ts"
import { type Schedule } from "../schedule/Schedule.ts"
import { openFrom, type Window } from "../schedule/Window.ts"
import { sides } from "../Side.ts"
import { type Holding, isTelling, type Pass, wentWell } from "./Pass.ts"
import { type Thresholds } from "./Thresholds.ts"
import { type Watch } from "./Watch.ts"

export type CheckName =
  | "success-rate"
  | "failures"
  | "drop"
  | "duration"
  | "age"
  | "drift"
  | "free-space"
  | "checksum-failures"
  | "errors"

/** `unknown`: too little has happened to tell. */
export interface Check {
  readonly name: CheckName
  readonly state: "ok" | "firing" | "unknown"
  readonly message: string // a sentence about what was seen
}

export interface Checked {
  readonly mode: Mode
  readonly watch: Watch
  readonly passes: ReadonlyArray<Pass> // the newest first, as many as are looked at
  readonly lastGood: number | undefined // when the last one ended that went well, whether it is among those or not
  readonly since: number // when watching began
  readonly resumed: number | undefined // when the last suspension ended that watching has seen
  readonly isSuspended: boolean
  readonly now: number
}

/** So many passes are looked at. */
export const checkedPasses = 20

/** Fewer tell nothing about what is usual. */
const leastPasses = 5

/** Those that have a threshold, in one order. */
export const checksOf = (all: Checked): ReadonlyArray<Check> => {
  const passes = all.passes.filter(isTelling).slice(0, checkedPasses)
  const checked = { ...all, passes }
  return makers.flatMap(([name, make]) => {
    const found = make(checked, all.watch.checks)
    return found === undefined ? [] : [{ name, ...found }]
  })
}

type Finding = Pick<Check, "state" | "message"> | undefined
type Make = (checked: Checked, thresholds: Thresholds) => Finding

const successRate: Make = ({ passes }, { successRate: least }) => {
  if (least === undefined) return undefined
  if (passes.length < leastPasses) return unknown(`${passes.length} of ${leastPasses} passes seen so far`)
  const good = passes.filter(wentWell).length
  const percent = percentOf(good, passes.length)
  return verdict(percent < least, `${good} of the last ${passes.length} passes went well (${rounded(percent)} %)`)
}

const failures: Make = ({ passes }, { failures: most }) => {
  if (most === undefined) return undefined
  const good = passes.findIndex((pass) => !isFailure(pass))
  const inRow = good === -1 ? passes.length : good
  const last = inRow === 0 ? "" : `: ${passes[0]?.message ?? ""}`
  return verdict(inRow >= Math.max(1, most), `${inRow === 1 ? "1 pass" : `${inRow} passes`} failed in a row${last}`)
}

const isFailure = ({ outcome }: Pass): boolean => outcome === "failed" || outcome === "halted" || outcome === "partial"

const drop: Make = ({ passes }, { drop: most }) => {
  if (most === undefined) return undefined
  const [last, before] = passes.filter(({ sides: { left, right } }) => left !== undefined && right !== undefined)
  if (last === undefined || before === undefined) return unknown("no two passes to compare yet")
  for (const side of sides) {
    for (const what of ["files", "bytes"] as const) {
      const [then, now] = [before.sides[side]?.[what] ?? 0, last.sides[side]?.[what] ?? 0]
      const lost = percentOf(then - now, then)
      if (lost > most) {
        return firing(`the ${side} side lost ${rounded(lost)} % of its ${what}: ${then} before, ${now} now`)
      }
    }
  }
  return ok("neither side lost much since the pass before")
}

const duration: Make = ({ passes }, { duration: most }) => {
  if (most === undefined) return undefined
  const [last, ...before] = passes.filter(wentWell).map(({ finished, started }) => finished - started)
  if (last === undefined || before.length < leastPasses) return unknown("too few good passes to tell what is usual")
  const median = before.toSorted((a, b) => a - b)[Math.floor(before.length / 2)]!
  const usual = Math.max(median, leastMedian)
  return verdict(last > usual * most, `the last good pass took ${seconds(last)}, usual are ${seconds(median)}`)
}

/** Passes of a moment vary by many times: they are taken for ones of this many milliseconds. */
const leastMedian = 5000

/** A pair that is suspended is not to be in step, and it may take its time again when that ends. */
const age: Make = ({ isSuspended, lastGood, now, resumed, since, watch }, { age: most }) => {
  if (most === undefined || isSuspended) return undefined
  const believed = lastGood === undefined || lastGood > now ? undefined : lastGood // clocks may have been wrong
  const from = Math.max(believed ?? since, resumed ?? 0)
  const words = believed === undefined
    ? `no pass has gone well since watching began ${seconds(now - since)} ago`
    : `the last good pass ended ${seconds(now - believed)} ago`
  if (most !== "auto") return verdict(now - from > most, words)
  return watch.schedule && verdict(isTwiceDue(watch.schedule, watch.windows, from, now), words)
}

/** Whether two passes should have gone well since `from`, each of them when the windows let it begin. */
const isTwiceDue = (
  { jitter, rhythm }: Schedule,
  windows: ReadonlyArray<Window>,
  from: number,
  now: number,
): boolean => {
  let begin: number | undefined = from
  for (const delay of [0, jitter]) {
    const due = nextDue(rhythm, begin)
    begin = due && openFrom(windows, due + delay, now)
    if (begin === undefined) return false
  }
  return now > begin + patience
}

/** How long a pass that was due may take before its lateness is worth a word. In milliseconds. */
const patience = 10 * 60_000

const drift: Make = ({ mode, passes }, { drift: most }) => {
  if (most === undefined || mode === "copy") return undefined // what a copy leaves on its target is nobody's fault
  const good = passes.find((pass) => wentWell(pass) && pass.conflicts === 0 && pass.sides.left !== undefined)
  const { left, right } = good?.sides ?? {}
  if (left === undefined || right === undefined) return unknown("no good pass has counted the files yet")
  const percent = percentOf(Math.abs(left.files - right.files), Math.max(left.files, right.files))
  return verdict(percent > most, `${left.files} files on the left, ${right.files} on the right`)
}

const freeSpace: Make = ({ passes }, { freeSpace: least }) => {
  if (least === undefined) return undefined
  const known = passes.find((pass) => sides.some((side) => freeOn(pass.sides[side]) !== undefined))
  if (known === undefined) return unknown("neither side has told how much space is free")
  for (const side of sides) {
    const percent = freeOn(known.sides[side])
    if (percent !== undefined && percent < least) return firing(`${rounded(percent)} % is free on the ${side} side`)
  }
  return ok(
    sides.flatMap((side) => {
      const percent = freeOn(known.sides[side])
      return percent === undefined ? [] : [`${rounded(percent)} % free on the ${side} side`]
    }).join(", "),
  )
}

const freeOn = (holding: Holding | undefined): number | undefined =>
  holding?.free === undefined || !holding.capacity ? undefined : percentOf(holding.free, holding.capacity)

const checksumFailures: Make = ({ passes }, { checksumFailures: most }) => {
  if (most === undefined) return undefined
  const found = passes[0]?.checksumFailures ?? 0
  return verdict(found > most, `${found} contents of the last pass arrived other than they were sent`)
}

const errors: Make = ({ passes: [last] }, { errors: patterns }) => {
  if (patterns.length === 0) return undefined
  const said = last !== undefined && isFailure(last) ? [last.message, ...last.reasons ?? []] : []
  for (const pattern of patterns) {
    const message = said.find((message) => message.toLowerCase().includes(pattern.toLowerCase()))
    if (message !== undefined) return firing(`the last pass said "${pattern}": ${message}`)
  }
  return ok("the last pass said nothing of the kind")
}

const makers: ReadonlyArray<readonly [CheckName, Make]> = [
  ["success-rate", successRate],
  ["failures", failures],
  ["drop", drop],
  ["duration", duration],
  ["age", age],
  ["drift", drift],
  ["free-space", freeSpace],
  ["checksum-failures", checksumFailures],
  ["errors", errors],
]

const ok = (message: string): Finding => ({ state: "ok", message })
const firing = (message: string): Finding => ({ state: "firing", message })
const unknown = (message: string): Finding => ({ state: "unknown", message })
const verdict = (isBad: boolean, message: string): Finding => isBad ? firing(message) : ok(message)

const percentOf = (part: number, whole: number): number => whole === 0 ? 0 : part / whole * 100
const rounded = (percent: number): string => String(Math.round(percent * 10) / 10)
const seconds = (milliseconds: number): string =>
  milliseconds < 120_000 ? `${Math.round(milliseconds / 100) / 10} s` : `${Math.round(milliseconds / 60_000)} min`

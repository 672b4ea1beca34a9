/** One tool's turn at a row: what has to come before, then the run that is measured. */
import { Effect } from "effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type DelayProxy } from "../support/network/delayProxy.ts"
import { type Wire } from "./Figures.ts"
import { makeTrial, type Rehearsal, type Trial } from "./makeTrial.ts"
import { remove, settle, type Stage } from "./openStage.ts"
import { type Row } from "./Row.ts"
import { type Surroundings, timed, type Timing } from "./timed.ts"
import { type Command, type Tool } from "./Tool.ts"
import { carriedBy, killAfter, rateOf, type Sample, sampling, since } from "./traffic.ts"

export interface Turn {
  readonly stage: Stage
  readonly tool: Tool
  readonly number: number // from 1
  readonly isProxied: boolean
  readonly instrument: (command: Command) => Command // what is made of the command that is measured
}

export interface Measured {
  readonly seconds: number
  readonly peakBytes: number | undefined
  readonly wire: Wire | undefined
  readonly bytesPerSecond: number | undefined
}

/** One way. */
const farMilliseconds = 25

/** Nobody is waited for any longer; where it is open whether a tool can do it at all, less long. */
const deadlineSeconds = (row: Row): number => row.goals.some(({ of }) => of === "completion") ? 120 : 900

/** A text tells what went wrong; undefined, that the tool has no such work. */
export const playTurn = Effect.fnUntraced(function*(row: Row, turn: Turn) {
  const { stage, tool, number, isProxied } = turn
  const name = [row.name, tool.name.replace(" ", "-"), ...(isProxied ? [] : ["direct"])].join("-")
  const scratch = join(stage.place, `${name}-scratch`)
  const venue = yield* stage.venue(row.venue)
  const other = row.task === "relay" ? yield* stage.venue("second") : venue
  const [here, there] = isProxied ? [venue.proxied, other.proxied] : [venue.direct, other.direct]
  yield* venue.proxy.setDelay(row.way === "far" ? farMilliseconds : 0)
  const remembers = tool.remembers && number === 1
  const trial = makeTrial(row, { stage, here, there, name: `${name}-${number}`, remembers })
  if (trial.isFirstContact) yield* remove(scratch)
  mkdirSync(scratch, { recursive: true })
  const played = yield* play(trial, turn, scratch, [...new Set([venue.proxy, other.proxy])], deadlineSeconds(row))
  yield* Effect.forEach(trial.leftovers, remove, { discard: true })
  return played
})

const play = Effect.fnUntraced(
  function*(trial: Trial, turn: Turn, scratch: string, proxies: ReadonlyArray<DelayProxy>, deadline: number) {
    const { stage, tool, isProxied } = turn
    const command = tool.prepare(trial.work, scratch)
    if (command === undefined || (trial.rehearsal !== undefined && !tool.mirrors)) return undefined
    const surroundings = { env: stage.env, folder: scratch, log: join(scratch, "log"), deadline }
    const rehearsed = yield* rehearse(trial.rehearsal, tool, surroundings, proxies)
    if (typeof rehearsed === "string") return rehearsed
    yield* settle
    const samples: Array<Sample> = []
    const [proxy] = proxies
    const watch = proxy !== undefined && hasCap(trial) ? () => sampling(proxy, samples) : undefined
    const before = yield* carriedBy(proxies)
    const timing = yield* inTime(turn.instrument(command), surroundings, watch)
    const wire = since(before, yield* carriedBy(proxies))
    const complaint = complaintAbout(timing, tool, trial) ?? trial.complaint(timing)
    if (complaint !== undefined) return complaint
    const peaks = [rehearsed?.peakBytes, timing.peakBytes].flatMap((peak) => peak ?? [])
    const measured: Measured = {
      seconds: timing.seconds,
      peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
      wire: isProxied && "server" in trial.work ? wire : undefined,
      bytesPerSecond: rateOf(samples),
    }
    return measured
  },
)

/** Tells of the run if it was cut: it belongs to what is measured then. */
const rehearse = Effect.fnUntraced(
  function*(
    rehearsal: Rehearsal | undefined,
    tool: Tool,
    surroundings: Waiting,
    [proxy]: ReadonlyArray<DelayProxy>,
  ) {
    if (rehearsal === undefined || proxy === undefined) return undefined
    const { alter, cutAfter, work } = rehearsal
    const command = tool.prepare(work, surroundings.folder)
    if (command === undefined) return undefined
    const timing = yield* inTime(command, surroundings, cutAfter === undefined ? undefined : killAfter(proxy, cutAfter))
    alter()
    if (cutAfter === undefined) return timing.exitCode === 0 ? undefined : `before: ${ending(timing)}`
    return timing.exitCode === killed && timing.seconds < surroundings.deadline
      ? timing
      : `ended before it could be killed: ${ending(timing)}`
  },
)

/** What `timed` gives for a process that a signal ended. */
const killed = -1
const tooLate = -2

type Waiting = Surroundings & { readonly deadline: number } // seconds

const inTime = (command: Command, { deadline, ...surroundings }: Waiting, meanwhile: Parameters<typeof timed>[2]) =>
  Effect.timeoutOrElse(timed(command, surroundings, meanwhile), {
    duration: deadline * 1000,
    orElse: () => Effect.succeed<Timing>(late(deadline)),
  })

const late = (deadline: number): Timing => ({
  seconds: deadline,
  peakBytes: undefined,
  exitCode: tooLate,
  stdout: "",
  stderr: `not done after ${deadline} s`,
})

const hasCap = ({ work }: Trial): boolean => "bytesPerSecond" in work && work.bytesPerSecond !== undefined

const complaintAbout = (timing: Timing, tool: Tool, { work }: Trial): string | undefined => {
  if (timing.exitCode !== 0) return ending(timing)
  const printed = printedBy(timing)
  const isIdle = work.task !== "preview" || !tool.tellsOfChanges.test(printed)
  return isIdle ? undefined : `finds something to do: ${printed.slice(0, 400)}`
}

const ending = (timing: Timing): string => `exit code ${timing.exitCode}: ${printedBy(timing).slice(-400)}`
const printedBy = ({ stdout, stderr }: Timing): string => (stdout + stderr).trim()

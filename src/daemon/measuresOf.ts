/** A watch in numbers, for whoever collects them. Names and units follow the conventions of Prometheus. */
import { sides } from "../domain/Side.ts"
import { describeWorld } from "./describeWorld.ts"
import { type Slot } from "./Slot.ts"
import { type PairStatus } from "./StatusDocument.ts"
import { type World } from "./World.ts"

export interface Measure {
  readonly name: string
  readonly help: string
  readonly type: "gauge" | "counter"
  readonly values: ReadonlyArray<Value>
}

export interface Value {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

type Of = (status: PairStatus, slot: Slot) => ReadonlyArray<Value>

export const measuresOf = (world: World, now: number): ReadonlyArray<Measure> => {
  const status = describeWorld(world, now)
  const perPair = (name: string, type: Measure["type"], help: string, of: Of): Measure => ({
    name,
    help,
    type,
    values: status.pairs.flatMap((pair) => {
      const slot = world.slots.get(pair.pair)
      return slot === undefined
        ? []
        : of(pair, slot).map(({ labels, value }) => ({ labels: { pair: pair.pair, ...labels }, value }))
    }),
  })
  return [
    one("syncfile_info", "gauge", "Always 1; the version is a label.", 1, {
      version: status.version,
      name: status.name,
    }),
    one(
      "syncfile_start_time_seconds",
      "gauge",
      "When watching began, in seconds since the epoch.",
      status.started / 1000,
    ),
    one(
      "syncfile_config_valid",
      "gauge",
      "1 if the syncfile as it stands is the one that is followed.",
      Number(status.refusal === null),
    ),
    one(
      "syncfile_config_taken_time_seconds",
      "gauge",
      "When the syncfile that is followed was taken, in seconds since the epoch.",
      status.taken / 1000,
    ),
    ...pairMeasures.map(([name, type, help, of]) => perPair(name, type, help, of)),
    {
      name: "syncfile_remote_breaker_state",
      help: "0: passes go to the server. 1: they wait until it can be reached. 2: they wait for somebody to mend it.",
      type: "gauge",
      values: status.remotes.map(({ remote, state }) => ({
        labels: { remote },
        value: ["closed", "open", "stopped"].indexOf(state),
      })),
    },
  ]
}

const pairMeasures: ReadonlyArray<readonly [string, Measure["type"], string, Of]> = [
  [
    "syncfile_pair_healthy",
    "gauge",
    "1 if the last pass went well and no check fires.",
    ({ health }) => just(Number(health === "ok")),
  ],
  [
    "syncfile_pair_suspended",
    "gauge",
    "1 while the pair is suspended.",
    ({ phase }) => just(Number(phase === "suspended")),
  ],
  ["syncfile_pair_passing", "gauge", "1 while a pass goes on.", ({ phase }) => just(Number(phase === "passing"))],
  [
    "syncfile_pair_last_success_time_seconds",
    "gauge",
    "When the last good pass ended, in seconds since the epoch; 0 if there was none.",
    ({ lastGood }) => just((lastGood ?? 0) / 1000),
  ],
  [
    "syncfile_pair_next_pass_time_seconds",
    "gauge",
    "When the next pass is due, in seconds since the epoch.",
    ({ next }) => next === null ? [] : just(next / 1000),
  ],
  [
    "syncfile_pair_last_pass_duration_seconds",
    "gauge",
    "How long the last pass took.",
    ({ last }) => last === null ? [] : just((last.finished - last.started) / 1000),
  ],
  [
    "syncfile_pair_pending_actions",
    "gauge",
    "Actions of the newest plan that are not done.",
    ({ pending }) => just(pending),
  ],
  [
    "syncfile_pair_conflicts",
    "gauge",
    "Conflicts of the newest plan, which wait for a decision.",
    ({ conflicts }) => just(conflicts),
  ],
  [
    "syncfile_pair_check_firing",
    "gauge",
    "1 if the check gives reason to worry.",
    ({ checks }) => checks.map(({ name, state }) => ({ labels: { check: name }, value: Number(state === "firing") })),
  ],
  [
    "syncfile_pair_files",
    "gauge",
    "Files that take part, on each side, as last seen.",
    (_, slot) => perSide(slot, "files"),
  ],
  ["syncfile_pair_size_bytes", "gauge", "How much is in them, on each side.", (_, slot) => perSide(slot, "bytes")],
  ["syncfile_pair_drift_files", "gauge", "By how many the files on both sides differ in number.", (_, { planned }) => {
    const { left, right } = planned?.sides ?? {}
    return left === undefined || right === undefined ? [] : just(Math.abs(left.files - right.files))
  }],
  ["syncfile_pair_free_bytes", "gauge", "What is free where a side lies.", (_, slot) => perSide(slot, "free")],
  [
    "syncfile_pair_capacity_bytes",
    "gauge",
    "What there is in all where a side lies.",
    (_, slot) => perSide(slot, "capacity"),
  ],
  [
    "syncfile_pair_passes_total",
    "counter",
    "Passes that are over, by what came of them.",
    (_, { totals }) => Object.entries(totals.passes).map(([outcome, value]) => ({ labels: { outcome }, value })),
  ],
  [
    "syncfile_pair_changes_total",
    "counter",
    "Actions that were done, by their kind.",
    (_, { totals }) => Object.entries(totals.changes).map(([change, value]) => ({ labels: { change }, value })),
  ],
  [
    "syncfile_pair_failed_actions_total",
    "counter",
    "Actions that were not done.",
    (_, { totals }) => just(totals.failed),
  ],
  [
    "syncfile_pair_transferred_bytes_total",
    "counter",
    "What went over the line, in bytes of contents.",
    (_, { totals }) => just(totals.bytes),
  ],
  [
    "syncfile_pair_checksum_failures_total",
    "counter",
    "Contents that arrived other than they were sent.",
    (_, { totals }) => just(totals.checksumFailures),
  ],
]

const just = (value: number): ReadonlyArray<Value> => [{ labels: {}, value }]

/** A pass that did not get to look at the sides takes nothing back of what is known of them. */
const perSide = ({ planned }: Slot, what: "files" | "bytes" | "free" | "capacity"): ReadonlyArray<Value> =>
  sides.flatMap((side) => {
    const value = planned?.sides[side]?.[what]
    return value === undefined ? [] : [{ labels: { side }, value }]
  })

const one = (
  name: string,
  type: Measure["type"],
  help: string,
  value: number,
  labels: Readonly<Record<string, string>> = {},
): Measure => ({ name, help, type, values: [{ labels, value }] })

/** `syncfile state list`: every pair that the state knows, also those that the syncfile no longer has. */
import { DateTime, Effect } from "effect"
import { Command } from "effect/cli"
import { type Setup } from "../domain/Setup.ts"
import { jsonText } from "../report/json.ts"
import { renderTable } from "../report/renderTable.ts"
import { type PairRecord, StateStore } from "../state/StateStore.ts"
import { Environment } from "./Environment.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { withDoors } from "./withDoors.ts"

export const stateListCommand = Command.make("list", {}, () =>
  Effect.gen(function*() {
    const setup = yield* loadSetup
    const records = yield* withDoors(setup, false, Effect.flatMap(StateStore, ({ pairs }) => pairs))
    if (yield* globals.Json) return yield* say(jsonText({ name: setup.name, state: setup.state, pairs: records }))
    if (records.length === 0) return yield* say(`The state ${setup.state} knows no pair yet.`)
    const { output } = yield* Environment
    const cells = records.map((record) => cellsOf(setup, record))
    yield* say(renderTable(["PAIR", "IN STEP", "UNFINISHED", "LAST RUN", "SYNCFILE"], cells, yield* styleOf(output)))
  })).pipe(Command.withDescription("List the pairs that the state knows"))

const cellsOf = ({ pairs }: Setup, { pair, agreements, unfinished, lastRun }: PairRecord): ReadonlyArray<string> => [
  pair,
  String(agreements),
  String(unfinished),
  lastRun === undefined ? "-" : DateTime.formatIso(DateTime.makeUnsafe(lastRun.started)),
  pairs.some(({ name }) => name === pair) ? "has it" : "does not have it",
]

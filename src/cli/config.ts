/** `syncfile config`: the resolved setup, with every default filled in. Secrets are shown as where they come from. */
import { Effect, Option } from "effect"
import { Argument, Command } from "effect/cli"
import { type Backup, type Pair } from "../domain/Pair.ts"
import { sides } from "../domain/Side.ts"
import { jsonText } from "../report/json.ts"
import { writeYaml } from "../syncfile/parseYaml.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"

export const configCommand = Command.make(
  "config",
  {
    pair: Argument.String("pair").pipe(Argument.withDescription("Only this pair"), Argument.optional),
  },
  Effect.fnUntraced(function*({ pair }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, Option.toArray(pair))
    const used = new Set(
      pairs.flatMap(({ left, right }) => [left, right]).flatMap((place) =>
        place._tag === "Remote" ? [place.remote] : []
      ),
    )
    const remotes = [...setup.remotes.values()].filter(({ name }) => Option.isNone(pair) || used.has(name))
    const resolved = {
      name: setup.name,
      state: setup.state,
      remotes: byName(remotes),
      pairs: byName(pairs.map(shown)),
    }
    yield* say((yield* globals.Json) ? jsonText(resolved) : writeYaml(resolved))
  }),
).pipe(Command.withDescription("Print the resolved setup, with every default filled in"))

/** As the syncfile would say it where plain values say nothing: no backup is off, and no end is forever. */
const shown = ({ backup, conflicts, ...pair }: Pair) => ({
  ...pair,
  ...(pair.mode === "two-way" ? { conflicts } : {}),
  backup: Object.fromEntries(sides.map((side) => [side, shownBackup(backup[side])])),
})

const shownBackup = (backup: Backup | undefined) =>
  backup === undefined ? "off" : { place: backup.place, keep: backup.keep ?? "forever" }

const byName = <A extends { readonly name: string }>(all: ReadonlyArray<A>) =>
  Object.fromEntries(all.map(({ name, ...rest }) => [name, rest]))

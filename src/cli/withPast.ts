/** A pair whose past somebody wants to change: opened, in order, and with a past at all. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { roleOf } from "../domain/Side.ts"
import { type Opened, openPair } from "../engine/openPair.ts"
import { removeMarks } from "../engine/removeMarks.ts"
import { printable } from "../report/escape.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { remark } from "./look.ts"

export const withPast = Effect.fnUntraced(function*(pair: Pair) {
  const opened = yield* openPair(pair, { keepsParts: false })
  yield* warnOf(opened)
  const { memory } = opened
  if (memory.scope !== undefined || memory.unfinished.length > 0) return opened
  return yield* new Failure({
    code: ExitCode.failed,
    message:
      `Error: the state knows of nothing that ${pair.name} had in step: its next pass is a first contact as it is. `
      + "Nothing was changed.",
  })
})

/** On standard error, for what is printed as JSON is nothing else. */
export const warnOf = ({ complaints }: Opened) =>
  Effect.forEach(complaints, (complaint) => remark(`Warning: ${complaint}`), { discard: true })

/** What a person has to know before what is remembered of such runs goes; "" if there is nothing. */
export const warningAbout = ({ memory, pair, skipped }: Opened): string => {
  const runs = memory.unfinished.map(({ run }) => run).join(", ")
  const folders = skipped.map((side) => `the ${roleOf(pair.mode, side)} ${printable(pair[side].written)}`)
  return skipped.length === 0
    ? ""
    : `\n  Run ${runs} never finished, and could not be cleared up after: ${
      folders.join(" and ")
    } is not there, or not the folder that it wrote to. What it had moved away there is not brought back`
}

export const clearMarksOf = Effect.fnUntraced(function*({ memory, sides }: Opened) {
  for (const complaint of yield* removeMarks(memory, sides)) yield* remark(`Warning: ${complaint}`)
})

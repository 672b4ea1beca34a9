/** Passes of one or several pairs, a line for each, those that found nothing to do, too. */
import { type Pass } from "../domain/watch/Pass.ts"
import { formatBytes } from "./formatBytes.ts"
import { formatDuration } from "./formatDuration.ts"
import { formatTime, type TimeFormat } from "./formatTime.ts"
import { plural } from "./plural.ts"
import { renderTable } from "./renderTable.ts"
import { type Style } from "./Style.ts"

/** The newest first. */
export const renderPasses = (passes: ReadonlyArray<Pass>, style: Style, time: TimeFormat = formatTime): string =>
  passes.length === 0 ? "No passes yet." : renderTable(
    ["RUN", "PAIR", "WHEN", "TRIGGER", "TOOK", "OUTCOME", "FILES", "SENT", "MESSAGE"],
    newestPassesFirst(passes).map((pass) => [
      pass.run ?? "-",
      pass.pair,
      time(pass.started),
      pass.trigger,
      formatDuration(pass.finished - pass.started),
      pass.conflicts === 0 ? pass.outcome : `${pass.outcome}, ${plural(pass.conflicts, "conflict", "conflicts")}`,
      filesIn(pass),
      formatBytes(pass.bytes),
      pass.message,
    ]),
    style,
  )

/** Of several pairs, too. */
export const newestPassesFirst = (passes: ReadonlyArray<Pass>): ReadonlyArray<Pass> =>
  passes.toSorted((a, b) => b.started - a.started)

/** How many there were on either side when it ended. */
const filesIn = ({ sides: { left, right } }: Pass): string =>
  left === undefined || right === undefined ? "-" : `${left.files} | ${right.files}`

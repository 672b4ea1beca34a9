/** The lines that stay on the screen or in the log while a pair is applied. */
import { printable } from "./escape.ts"
import { formatBytes } from "./formatBytes.ts"
import { outcomeText } from "./renderReport.ts"
import { type Style } from "./Style.ts"
import { type SyncEvent } from "./SyncEvent.ts"

/** `undefined`: nothing that has to be said. What failed always has. */
export const announcement = (event: SyncEvent, isVerbose: boolean, style: Style): string | undefined => {
  if (event._tag === "Note") return `${printable(event.pair)}: ${printable(event.message)}`
  if (event._tag === "TakenUp") {
    return `${printable(event.pair)}: resumed ${printable(event.path)} at ${formatBytes(event.bytes)}`
  }
  return event._tag === "Settled" && (isVerbose || event.outcome._tag === "Failed")
    ? `${printable(event.pair)}: ${outcomeText(event.outcome, event.mode, style)}`
    : undefined
}

/** Refuses a socket where another file of ours belongs, or where passes write. */
import { dangerOf } from "./dangerOf.ts"
import { relationOf } from "./Folder.ts"
import { type Reading } from "./Reading.ts"
import { type Root } from "./Root.ts"

/** `state`: undefined when it is not known where that is. */
export const judgeSocket = (
  reading: Reading,
  socket: string,
  roots: ReadonlyArray<Root>,
  state: string | undefined,
): void => {
  const isWritten = reading.parsed.syncfile.daemon?.socket !== undefined
  if (!isWritten && state === undefined) return
  const at = isWritten ? ["daemon", "socket"] : ["state", "path"]
  const what = harmOf(reading, socket, roots, state)
  if (what === undefined) return
  const hint = `give ${isWritten ? "it" : "`daemon.socket`"} a place of its own, such as \`/run/syncfile/daemon.sock\``
  reading.complain(at, `${reading.quote(at)} ${what}, where the socket of the watch cannot be`, hint)
}

const harmOf = (
  { context, parsed }: Reading,
  socket: string,
  roots: ReadonlyArray<Root>,
  state: string | undefined,
): string | undefined => {
  if (socket === state) return "is the state of this syncfile"
  if (socket === `${context.directory}/${parsed.file.slice(parsed.file.lastIndexOf("/") + 1)}`) {
    return "is the syncfile itself"
  }
  const place = { machine: "", path: socket }
  const danger = dangerOf(place, context, state)
  if (danger !== undefined) return danger
  const root = roots.find((each) => each.isWritten && relationOf(place, each) !== undefined)
  return root && `${relationOf(place, root)} the ${root.name} of pair \`${root.pair}\``
}

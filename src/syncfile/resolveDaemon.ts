/** How `syncfile watch` runs, with every default of ours filled in. */
import { type Daemon } from "../domain/watch/Daemon.ts"
import { judgeSocket } from "./judgeSocket.ts"
import { localPath } from "./localPath.ts"
import { millisecondsOf } from "./millisecondsOf.ts"
import { type Reading } from "./Reading.ts"
import { resolveNotify } from "./resolveNotify.ts"
import { resolveSecret } from "./resolveSecret.ts"
import { type Root } from "./Root.ts"

/** `state`: the file of the state; the socket is beside it. */
export const resolveDaemon = (reading: Reading, roots: ReadonlyArray<Root>, state: string | undefined): Daemon => {
  const {
    history,
    hosts = [],
    listen = "127.0.0.1:9464",
    notify = [],
    shutdownGrace = "1m",
    socket: written,
    stall = "15m",
    token,
  } = reading.parsed.syncfile.daemon ?? {}
  const socket = written === undefined ? socketBeside(state ?? "") : localPath(written, reading.context)
  judgeSocket(reading, socket, roots, state)
  return {
    listen: listenOf(reading, listen),
    hosts: hosts.flatMap((host) => host === undefined ? [] : [host.toLowerCase()]),
    token: resolveSecret(reading, ["daemon", "token"], token),
    socket,
    shutdownGrace: millisecondsOf(shutdownGrace),
    stall: millisecondsOf(stall),
    history: { keep: millisecondsOf(history?.keep ?? "90d"), passes: history?.passes ?? 1000 },
    notify: resolveNotify(reading, ["daemon", "notify"], notify),
  }
}

const socketBeside = (state: string): string => `${state.slice(0, Math.max(0, state.lastIndexOf("/")))}/daemon.sock`

const largestPort = 65_535

const listenOf = (reading: Reading, written: string): Daemon["listen"] => {
  if (written === "off") return undefined
  const colon = written.lastIndexOf(":")
  const port = Number(written.slice(colon + 1))
  if (port > largestPort) reading.complain(["daemon", "listen"], `there is no port ${port}`)
  return { host: written.slice(0, colon).replace(/^\[(.*)\]$/, "$1"), port }
}

/** How `syncfile watch` runs, with every default of ours filled in. */
import { type Daemon } from "../domain/watch/Daemon.ts"
import { localPath } from "./localPath.ts"
import { millisecondsOf } from "./millisecondsOf.ts"
import { type Reading } from "./Reading.ts"
import { resolveNotify } from "./resolveNotify.ts"
import { resolveSecret } from "./resolveSecret.ts"

/** `state`: the file of the state; the socket is beside it. */
export const resolveDaemon = (reading: Reading, state: string): Daemon => {
  const {
    history,
    hosts = [],
    listen = "127.0.0.1:9464",
    notify = [],
    shutdownGrace = "1m",
    socket,
    stall = "15m",
    token,
  } = reading.parsed.syncfile.daemon ?? {}
  return {
    listen: listenOf(reading, listen),
    hosts: hosts.flatMap((host) => host === undefined ? [] : [host.toLowerCase()]),
    token: resolveSecret(reading, ["daemon", "token"], token),
    socket: socket === undefined
      ? `${state.slice(0, state.lastIndexOf("/"))}/daemon.sock`
      : localPath(socket, reading.context),
    shutdownGrace: millisecondsOf(shutdownGrace),
    stall: millisecondsOf(stall),
    history: { keep: millisecondsOf(history?.keep ?? "90d"), passes: history?.passes ?? 1000 },
    notify: resolveNotify(reading, ["daemon", "notify"], notify),
  }
}

const largestPort = 65_535

const listenOf = (reading: Reading, written: string): Daemon["listen"] => {
  if (written === "off") return undefined
  const colon = written.lastIndexOf(":")
  const port = Number(written.slice(colon + 1))
  if (port > largestPort) reading.complain(["daemon", "listen"], `there is no port ${port}`)
  return { host: written.slice(0, colon).replace(/^\[(.*)\]$/, "$1"), port }
}

/** A server, seen directly and through a proxy that counts and can delay. */
import { Effect, type Scope } from "effect"
import { appendFileSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type DelayProxy, delayProxy } from "../support/network/delayProxy.ts"
import { throughProxy } from "../support/network/throughProxy.ts"
import { type Target } from "../support/servers/openSsh.ts"
import { sshd, type SshdOptions } from "../support/servers/sshd.ts"

/** `second`: where the usual server's files go to. */
export type VenueName = "usual" | "second" | "limited" | "handles" | "handlesUnsaid"

export interface Venue {
  readonly direct: Target
  readonly proxied: Target
  readonly proxy: DelayProxy
}

/**
 * In `home` whoever logs in finds no start-up files: their own would be read once for each hash that rclone asks for. It
 * also has the host keys of all venues, as there are tools that take one file for two servers.
 */
export const openVenue = Effect.fnUntraced(function*(
  name: VenueName,
  home: string,
): Effect.fn.Return<Venue, never, Scope.Scope> {
  const { config = [], ...options } = optionsOf(name, home)
  const server = yield* sshd({ ...options, config: [...config, `SetEnv HOME=${home}`] })
  const proxy = yield* delayProxy({ port: server.port })
  const proxied = yield* throughProxy(server, proxy)
  const knownHosts = join(home, "known_hosts")
  appendFileSync(knownHosts, readFileSync(server.knownHosts))
  return { direct: { ...server, knownHosts }, proxied: { ...proxied, knownHosts }, proxy }
})

const oneSession = "MaxSessions 1" // so that what is held for one session holds for the connection

const optionsOf = (name: VenueName, home: string): SshdOptions => {
  switch (name) {
    case "usual":
    case "second":
      return {}
    case "limited":
      return { config: [oneSession, "MaxStartups 1:100:1"] }
    case "handles":
      return { config: [oneSession], subsystem: () => withTenHandles(join(home, name), "") }
    case "handlesUnsaid":
      return { config: [oneSession], subsystem: () => withTenHandles(join(home, name), "-P limits") }
  }
}

/** It announces five less than it may have open, of which three are its own; two more are taken here. */
const withTenHandles = (script: string, options: string): string => {
  const line = `exec /usr/lib/openssh/sftp-server ${options} 3</dev/null 4</dev/null`
  writeFileSync(script, `#!/bin/sh\nulimit -n 15\n${line}\n`, { mode: 0o755 })
  return script
}

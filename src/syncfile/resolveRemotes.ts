/** The servers of a syncfile, with every default filled in. */
import { Result } from "effect"
import { type Auth, type Remote } from "../domain/Remote.ts"
import { localPath } from "./localPath.ts"
import { nearest } from "./nearest.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { resolveBandwidth } from "./resolveBandwidth.ts"
import { resolveSecret } from "./resolveSecret.ts"
import { serverPath } from "./serverPath.ts"
import { type KeyPath } from "./SourceMap.ts"
import { type WrittenRemote } from "./WrittenRemote.ts"

/** By name. A remote that cannot be used is `undefined`. */
export const resolveRemotes = (reading: Reading): ReadonlyMap<string, Remote | undefined> => {
  const written = Object.entries(reading.parsed.syncfile.remotes ?? {})
  judgeJumps(reading, new Map(written))
  return new Map(written.map(([name, remote]) => [name, resolveRemote(reading, name, remote ?? {})]))
}

const resolveRemote = (reading: Reading, name: string, written: Loose<WrittenRemote>): Remote | undefined => {
  const path = ["remotes", name]
  const auth = authOf(reading, [...path, "auth"], written.auth)
  const root = rootOf(reading, [...path, "root"], written.root ?? "")
  const { algorithms, connections = 1, host, hostKey, jump, port, sshConfig = false, transfers, user } = written
  if (host === undefined || root === undefined) return undefined
  if (!sshConfig && (user === undefined || auth === undefined)) return undefined
  return {
    name,
    host,
    port,
    user,
    auth,
    knownHosts: knownHostsOf(reading, written.knownHosts ?? (sshConfig ? [] : openSshFiles)),
    hostKey,
    root,
    jump,
    sshConfig,
    legacyAlgorithms: algorithms?.legacy ?? false,
    transfers: transfers === "auto" ? undefined : transfers,
    connections,
    bandwidth: resolveBandwidth(written.bandwidth),
  }
}

const authOf = (reading: Reading, path: KeyPath, written: Loose<WrittenRemote["auth"]>): Auth | undefined => {
  if (written === undefined) return undefined
  if ("agent" in written) return written.agent === true ? { _tag: "Agent" } : undefined
  if ("password" in written) {
    const password = resolveSecret(reading, [...path, "password"], written.password)
    return password && { _tag: "Password", password }
  }
  if (!("privateKey" in written)) return undefined
  const privateKey = resolveSecret(reading, [...path, "privateKey"], written.privateKey)
  const passphrase = resolveSecret(reading, [...path, "passphrase"], written.passphrase)
  if (privateKey === undefined || (written.passphrase !== undefined && passphrase === undefined)) return undefined
  return { _tag: "PrivateKey", privateKey, ...(passphrase === undefined ? {} : { passphrase }) }
}

const rootOf = (reading: Reading, path: KeyPath, written: string): string | undefined => {
  const root = serverPath(written)
  if (Result.isSuccess(root)) return root.success
  return reading.complain(path, `${reading.quote(path)}: ${root.failure}`)
}

const knownHostsOf = (
  { context }: Reading,
  files: NonNullable<Loose<WrittenRemote["knownHosts"]>>,
): ReadonlyArray<string> =>
  (typeof files === "string" ? [files] : files)
    .filter((file) => file !== undefined)
    .map((file) => localPath(file, context))

/** Where OpenSSH looks when nobody says otherwise; with `sshConfig: true` it is ~/.ssh/config that may say so. */
const openSshFiles = ["~/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"]

/** Every jump leads to a declared remote, and none leads back to where it came from. */
const judgeJumps = (reading: Reading, remotes: ReadonlyMap<string, Loose<WrittenRemote> | undefined>) => {
  const told = new Set<string>()
  for (const [name, remote] of remotes) {
    const path = ["remotes", name, "jump"]
    const jump = remote?.jump
    if (jump !== undefined && !remotes.has(jump)) {
      const meant = nearest(jump, [...remotes.keys()].filter((other) => other !== name))
      const hint = meant === undefined ? undefined : `did you mean \`${meant}\`?`
      reading.complain(path, `${reading.quote(path)} is not declared under \`remotes\``, hint)
    }
    const way = [name]
    for (let at = jump; at !== undefined && !way.includes(at); at = remotes.get(at)?.jump) way.push(at)
    const isCircle = remotes.get(way.at(-1) ?? name)?.jump === name
    if (isCircle && !told.has(name)) reading.complain(path, `\`jump\` goes in a circle: ${[...way, name].join(" → ")}`)
    if (isCircle) { for (const other of way) told.add(other) }
  }
}

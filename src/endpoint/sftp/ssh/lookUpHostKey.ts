/** Decides from known_hosts whether a key that a server shows is the key of that server. */
import { type HostKey } from "./HostKey.ts"
import { fieldMatches, nameOnFile } from "./hostName.ts"
import { type KnownHosts, type KnownHostsLine } from "./KnownHosts.ts"

/** `at` is the "file:line" that decided. */
export type HostKeyVerdict =
  | { readonly _tag: "Trusted"; readonly at: string }
  /** Nothing is on file for the host. */
  | { readonly _tag: "Unknown" }
  /** The host is on file, with other keys only. */
  | { readonly _tag: "Changed"; readonly at: string; readonly onFile: HostKey }
  | { readonly _tag: "Revoked"; readonly at: string; readonly readable: boolean }

/**
 * A revocation beats every trust. A `@cert-authority` line vouches for certificates, which are not supported,
 * so it never trusts a plain key. A revocation that cannot be read may mean this key, so it refuses any.
 */
export const lookUpHostKey = (entries: KnownHosts, host: string, port: number, key: HostKey): HostKeyVerdict => {
  const lines = linesOf(entries, host, port)
  const revoked = lines.find((line) => line.mark === "revoked" && (line.key === undefined || same(line.key, key)))
  if (revoked !== undefined) return { _tag: "Revoked", at: revoked.at, readable: revoked.key !== undefined }
  const onFile = plainKeys(lines)
  const trusted = onFile.find((line) => same(line.key, key))
  if (trusted !== undefined) return { _tag: "Trusted", at: trusted.at }
  const other = onFile.find((line) => line.key.type === key.type) ?? onFile[0]
  return other === undefined ? { _tag: "Unknown" } : { _tag: "Changed", at: other.at, onFile: other.key }
}

/** The types of the keys on file for a host: asking the server for one of these first avoids a false alarm. */
export const keyTypesOnFile = (entries: KnownHosts, host: string, port: number): ReadonlySet<string> =>
  new Set(plainKeys(linesOf(entries, host, port)).map((line) => line.key.type))

const linesOf = (entries: KnownHosts, host: string, port: number): KnownHosts => {
  const name = nameOnFile(host, port)
  return entries.filter((line) => fieldMatches(line.hosts, name))
}

const plainKeys = (lines: KnownHosts): ReadonlyArray<KnownHostsLine & { readonly key: HostKey }> =>
  lines.filter((line): line is KnownHostsLine & { readonly key: HostKey } =>
    line.mark === "none" && line.key !== undefined
  )

const same = (a: HostKey, b: HostKey): boolean => a.base64 === b.base64

/** The judge of host keys that a connection is built with: asked before any credential is sent, and at each rekey. */
import { Result } from "effect"
import { type EndpointReason } from "../../EndpointError.ts"
import { type HostKey, hostKeyOf } from "./HostKey.ts"
import { type KnownHosts } from "./KnownHosts.ts"
import { type HostKeyVerdict, lookUpHostKey } from "./lookUpHostKey.ts"

/** What a host key is held against. With `pin`, that fingerprint and no other: known_hosts is not asked. */
export type HostTrust =
  | { readonly _tag: "Pin"; readonly fingerprint: string }
  | { readonly _tag: "KnownHosts"; readonly entries: KnownHosts; readonly host: string; readonly port: number }

export type HostKeyReason = Extract<EndpointReason, { readonly _tag: "HostKeyUnknown" | "HostKeyRejected" }>

export interface HostVerifier {
  /** `ssh2` takes anything but `false` for a yes, so this returns `true` or `false`, at once, whatever happens. */
  readonly verify: (blob: Buffer) => boolean
  /** The key that was accepted first; no other is accepted after it. */
  readonly accepted: () => HostKey | undefined
  readonly refusal: () => HostKeyReason | undefined
}

/** Says what speaks against a key, or `undefined` to trust it. */
export type HostKeyJudge = (key: HostKey) => HostKeyReason | undefined

export const makeHostVerifier = (judge: HostKeyJudge): HostVerifier => {
  let accepted: HostKey | undefined
  let refusal: HostKeyReason | undefined
  const objectionTo = (key: HostKey | undefined): HostKeyReason | undefined => {
    if (key === undefined) return rejected(unreadableKey, "it is not a key")
    if (accepted === undefined) return judge(key)
    return accepted.base64 === key.base64 ? undefined : rejected(key, "it changed during the connection")
  }
  return {
    verify: (blob) => {
      if (refusal !== undefined) return false
      const judged = Result.try(() => {
        const key = hostKeyOf(blob)
        return { key, objection: objectionTo(key) }
      })
      if (Result.isFailure(judged)) refusal = rejected(unreadableKey, "it could not be checked")
      else if (judged.success.objection !== undefined) refusal = judged.success.objection
      else accepted ??= judged.success.key
      return refusal === undefined && accepted !== undefined
    },
    accepted: () => accepted,
    refusal: () => refusal,
  }
}

export const judgeBy = (trust: HostTrust): HostKeyJudge => (key) => {
  if (trust._tag === "KnownHosts") {
    return objectionOf(lookUpHostKey(trust.entries, trust.host, trust.port, key), key)
  }
  return key.fingerprint === trust.fingerprint.replace(/=+$/u, "")
    ? undefined
    : rejected(key, `only ${trust.fingerprint} is allowed`)
}

const objectionOf = (verdict: HostKeyVerdict, key: HostKey): HostKeyReason | undefined => {
  switch (verdict._tag) {
    case "Trusted":
      return undefined
    case "Unknown":
      return { _tag: "HostKeyUnknown", keyType: key.type, fingerprint: key.fingerprint }
    case "Changed":
      return rejected(
        key,
        `${verdict.at} has another key for this host (${verdict.onFile.type} ${verdict.onFile.fingerprint}). `
          + "Either the server got a new key, or someone else answers in its place",
      )
    case "Revoked":
      return rejected(
        key,
        verdict.readable
          ? `${verdict.at} revokes it`
          : `${verdict.at} revokes a key of this host, but cannot be read: correct or remove that line`,
      )
  }
}

export const rejected = (key: Pick<HostKey, "type" | "fingerprint">, why: string): HostKeyReason => ({
  _tag: "HostKeyRejected",
  keyType: key.type,
  fingerprint: key.fingerprint,
  why,
})

const unreadableKey = { type: "unreadable", fingerprint: "bytes" }

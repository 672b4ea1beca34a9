import { assert, describe, it } from "@effect/vitest"
import { type HostKey } from "../../../../src/endpoint/sftp/ssh/HostKey.ts"
import { parseKnownHosts } from "../../../../src/endpoint/sftp/ssh/KnownHosts.ts"
import { type HostKeyVerdict, keyTypesOnFile, lookUpHostKey } from "../../../../src/endpoint/sftp/ssh/lookUpHostKey.ts"
import { ecdsa, ed25519, otherEd25519, rsa, written } from "./sampleKeys.ts"

interface Row {
  readonly when: string
  readonly lines: ReadonlyArray<string>
  readonly host?: string // "host"
  readonly port?: number // 22
  readonly key?: HostKey // ed25519
  readonly verdict: HostKeyVerdict
}

const trusted = (line: number): HostKeyVerdict => ({ _tag: "Trusted", at: `kh:${line}` })
const unknown: HostKeyVerdict = { _tag: "Unknown" }
const changed = (line: number, onFile: HostKey): HostKeyVerdict => ({ _tag: "Changed", at: `kh:${line}`, onFile })
const revoked = (line: number): HostKeyVerdict => ({ _tag: "Revoked", at: `kh:${line}`, readable: true })
const unreadable = (line: number): HostKeyVerdict => ({ _tag: "Revoked", at: `kh:${line}`, readable: false })

const ours = written(ed25519)
const other = written(otherEd25519)
const hashed = "|1|nujIkfCApmOl4Z6JD8AEjxJb3Vk=|xRa9IHIqE2/VKIr0QTpOBpQ9exE=" // hashed.example.com
const hashedPort = "|1|Q7em7wIdNonnojIxyjbv8bR9lfg=|VDjte/9UOnPz097J5NeJDGfn92I=" // [hashed.example.com]:2222

const rows: ReadonlyArray<Row> = [
  { when: "nothing is on file", lines: [], verdict: unknown },
  { when: "the key is on file", lines: [`host ${ours}`], verdict: trusted(1) },
  { when: "only another host has it", lines: [`elsewhere ${ours}`], verdict: unknown },
  { when: "the host name has other letters", lines: [`HOST ${ours}`], host: "Host", verdict: trusted(1) },
  { when: "the host has another key", lines: [`host ${other}`], verdict: changed(1, otherEd25519) },
  { when: "the host has a key of another type only", lines: [`host ${written(ecdsa)}`], verdict: changed(1, ecdsa) },
  {
    when: "the host has two types and shows a third",
    lines: [`host ${written(ecdsa)}`, `host ${ours}`],
    key: rsa,
    verdict: changed(1, ecdsa),
  },
  {
    when: "another key of the same type explains more than one of another type",
    lines: [`host ${written(ecdsa)}`, `host ${other}`],
    verdict: changed(2, otherEd25519),
  },
  { when: "a later line has the key", lines: [`host ${other}`, `host ${ours}`], verdict: trusted(2) },
  { when: "the second of several names is it", lines: [`a,host,192.0.2.7 ${ours}`], verdict: trusted(1) },
  { when: "a wildcard covers the host", lines: [`*.example.com ${ours}`], host: "a.example.com", verdict: trusted(1) },
  { when: "a wildcard does not cover the host", lines: [`*.example.com ${ours}`], verdict: unknown },
  { when: "a question mark covers one character", lines: [`hos? ${ours}`], verdict: trusted(1) },
  { when: "the host is excepted", lines: [`*,!host ${ours}`], verdict: unknown },
  { when: "another host is excepted", lines: [`*,!elsewhere ${ours}`], verdict: trusted(1) },
  { when: "another port is on file", lines: [`[host]:2222 ${ours}`], verdict: unknown },
  { when: "the port is on file", lines: [`[host]:2222 ${ours}`], port: 2222, verdict: trusted(1) },
  { when: "only port 22 is on file", lines: [`host ${ours}`], port: 2222, verdict: unknown },
  {
    when: "the port has another key",
    lines: [`[host]:2222 ${other}`, `host ${ours}`],
    port: 2222,
    verdict: changed(1, otherEd25519),
  },
  {
    when: "an IPv6 address is on file",
    lines: [`[2001:db8::1]:2222 ${ours}`],
    host: "2001:db8::1",
    port: 2222,
    verdict: trusted(1),
  },
  { when: "the host is hashed", lines: [`${hashed} ${ours}`], host: "hashed.example.com", verdict: trusted(1) },
  {
    when: "the hash is of another port",
    lines: [`${hashedPort} ${ours}`],
    host: "hashed.example.com",
    verdict: unknown,
  },
  {
    when: "host and port are hashed",
    lines: [`${hashedPort} ${ours}`],
    host: "hashed.example.com",
    port: 2222,
    verdict: trusted(1),
  },
  {
    when: "a hashed host has another key",
    lines: [`${hashed} ${other}`],
    host: "hashed.example.com",
    verdict: changed(1, otherEd25519),
  },
  { when: "the key is revoked", lines: [`@revoked host ${ours}`], verdict: revoked(1) },
  { when: "the key is trusted and revoked below", lines: [`host ${ours}`, `@revoked * ${ours}`], verdict: revoked(2) },
  { when: "another key is revoked", lines: [`@revoked host ${other}`, `host ${ours}`], verdict: trusted(2) },
  { when: "only another key is revoked", lines: [`@revoked host ${other}`], verdict: unknown },
  { when: "another host's key is revoked", lines: [`@revoked elsewhere ${ours}`, `host ${ours}`], verdict: trusted(2) },
  {
    when: "a revocation is unreadable",
    lines: [`host ${ours}`, "@revoked host ssh-ed25519 AAAA!"],
    verdict: unreadable(2),
  },
  {
    when: "a revocation of another host is unreadable",
    lines: ["@revoked elsewhere x y", `host ${ours}`],
    verdict: trusted(2),
  },
  { when: "the key is that of an authority", lines: [`@cert-authority host ${ours}`], verdict: unknown },
  {
    when: "an authority stands beside another key",
    lines: [`@cert-authority host ${ours}`, `host ${other}`],
    verdict: changed(2, otherEd25519),
  },
  {
    when: "an authority stands beside the key",
    lines: [`@cert-authority * ${other}`, `host ${ours}`],
    verdict: trusted(2),
  },
  { when: "the mark is not known", lines: [`@trusted host ${ours}`], verdict: unknown },
  { when: "the line is cut off", lines: [`host ${ours.slice(0, -5)}`], verdict: unknown },
  { when: "the type is not that of the key", lines: [`host ssh-rsa ${ed25519.base64}`], verdict: unknown },
  { when: "the line is a comment", lines: [`#host ${ours}`], verdict: unknown },
  {
    when: "a cut-off line is followed by a whole one",
    lines: ["host ssh-ed25519 AAAAC3", `host ${ours}`],
    verdict: trusted(2),
  },
]

describe("lookUpHostKey", () => {
  for (const { host = "host", key = ed25519, lines, port = 22, verdict, when } of rows) {
    it(`says ${verdict._tag} when ${when}`, () =>
      assert.deepStrictEqual(lookUpHostKey(parseKnownHosts(lines.join("\n"), "kh"), host, port, key), verdict))
  }
})

describe("keyTypesOnFile", () => {
  it("lists the types of keys that could be trusted, and of no others", () => {
    const text = [
      `host ${written(ecdsa)}`,
      `* ${written(rsa)}`,
      `@revoked host ${ours}`,
      `@cert-authority host ${ours}`,
      `[host]:2222 ${ours}`,
    ]
    assert.deepStrictEqual([...keyTypesOnFile(parseKnownHosts(text.join("\n"), "kh"), "host", 22)], [
      ecdsa.type,
      rsa.type,
    ])
  })
})

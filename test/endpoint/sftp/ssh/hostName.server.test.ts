import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFile } from "node:child_process"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { fieldMatches, nameOnFile } from "../../../../src/endpoint/sftp/ssh/hostName.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"
import { ed25519, written } from "./sampleKeys.ts"

const fields = [
  "host",
  "HOST",
  "ho?t",
  "h*",
  "*",
  "*,!host",
  "!host,*",
  "!other,*",
  "!host",
  "[host]:2222",
  "[*]:2222",
  "[h?st]:*",
  "other,host",
  "other",
  "*.example.com",
  "*.example.com,!a.example.com",
  "192.0.2.*",
  "hos",
  "host2",
  "h[o]st",
  "**",
  "?",
  "[host]:22",
]
const names: ReadonlyArray<readonly [host: string, port: number]> = [
  ["host", 22],
  ["host", 2222],
  ["other", 22],
  ["a.example.com", 22],
  ["b.example.com", 22],
  ["example.com", 22],
  ["192.0.2.7", 22],
  ["x", 22],
]

/** The lines of the file that `ssh-keygen -F` finds for a name, counted from 1. */
const found = (file: string, name: string) =>
  Effect.promise(async () => {
    const { stdout } = await promisify(execFile)("ssh-keygen", ["-F", name, "-f", file]).catch(() => ({ stdout: "" }))
    return [...stdout.matchAll(/found: line (?<line>\d+)/gu)].map((match) => Number(match.groups?.["line"]))
  })

describe("fieldMatches", () => {
  it.live("agrees with ssh-keygen on which lines are about a host, plain and hashed", () =>
    Effect.gen(function*() {
      const file = join(yield* temporaryFolder("kh"), "known_hosts")
      const hashes = yield* Effect.forEach(names, ([host, port]) => hashed(nameOnFile(host, port)))
      const all = [...fields, ...hashes]
      yield* Effect.promise(() => writeFile(file, all.map((field) => `${field} ${written(ed25519)}\n`).join("")))
      for (const [host, port] of names) {
        const name = nameOnFile(host, port)
        const ours = all.flatMap((field, index) => fieldMatches(field, name) ? [index + 1] : [])
        assert.deepStrictEqual(ours, yield* found(file, name), name)
      }
    }))
})

/** The name as `ssh-keygen -H` writes it. */
const hashed = Effect.fnUntraced(function*(name: string) {
  const file = join(yield* temporaryFolder("kh"), "known_hosts")
  return yield* Effect.promise(async () => {
    await writeFile(file, `${name} ${written(ed25519)}\n`)
    await promisify(execFile)("ssh-keygen", ["-H", "-f", file])
    const { stdout } = await promisify(execFile)("cut", ["-d", " ", "-f", "1", file])
    return stdout.trim()
  })
})

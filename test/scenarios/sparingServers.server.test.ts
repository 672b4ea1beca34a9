/** Servers that allow little at once: everything arrives, nothing has to be tuned, and nobody sees an error. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { sshd, type SshdOptions } from "../support/servers/sshd.ts"
import { applyPair, planNothing } from "./support/steps.ts"
import { readTree, type Tree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const patience = 120_000

/** Some of the fifteen are what the server itself has open. */
const fewHandles = (options: string) => (folder: string) => {
  const script = join(dirname(folder), "sparing-sftp-server")
  const start = `exec /usr/lib/openssh/sftp-server -d ${folder} ${options}`
  writeFileSync(script, `#!/bin/sh\nulimit -n 15\n${start}\n`, { mode: 0o755 })
  return script
}

const oneSession = ["MaxSessions 1", "MaxStartups 1:100:1"]

const servers: ReadonlyArray<readonly [name: string, options: SshdOptions]> = [
  ["ten open files", { subsystem: fewHandles("") }],
  ["ten open files, which it does not tell", { subsystem: fewHandles("-P limits") }],
  ["ten open files, one session on a connection, and one login at a time", {
    subsystem: fewHandles("-P limits"),
    config: oneSession,
  }],
]

const tree: Tree = Object.fromEntries(
  Array.from({ length: 150 }, (_, index) => [`d${index % 15}/${index}`, { content: `${index}`.repeat(index * 60) }]),
)

const contentsIn = (folder: string) => Array.from(readTree(folder), ([path, { content }]) => `${path}: ${content}`)

describe("a server that allows", () => {
  for (const [name, options] of servers) {
    it.live(name, () =>
      Effect.gen(function*() {
        const server = yield* sshd(options)
        const place = yield* workspace
        const source = place.makeFolder("source")
        writeTree(source, tree)
        place.declare({
          remotes: { server },
          pairs: {
            up: { mode: "mirror", source: "./source", target: `server:${place.name}` },
            down: { mode: "mirror", source: `server:${place.name}`, target: "./back" },
            across: {
              mode: "mirror",
              source: `server:${place.name}`,
              target: `server:${place.name}-2`,
              compare: { by: ["checksum"] },
            },
          },
        })
        for (const pair of ["up", "down", "across"]) {
          yield* applyPair(place, pair)
          yield* planNothing(place, pair)
        }
        const sent = contentsIn(source)
        assert.strictEqual(sent.length, 165)
        for (const folder of [join(place.folder, "back"), join(server.folder, `${place.name}-2`)]) {
          assert.deepStrictEqual(contentsIn(folder), sent)
        }
      }).pipe(Effect.scoped), patience)
  }
})

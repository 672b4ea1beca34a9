/** Whatever was moved away comes home: somebody may put a folder or a link in the place of a file just before. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readlinkSync } from "node:fs"
import { asideName, backupFolder, temporaryName } from "../../../src/domain/temporaries.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { at, sameBytes, text } from "../contract/storyOf.ts"
import { openOn } from "./opened.ts"

const servers = { OpenSSH: sharedServer(sshd()), "one without any extension": sharedServer(sshd({ profile: "plain" })) }
const old = asideName(temporaryName("0123abcd", 40, 0))

describe("on a server", () => {
  for (const [name, server] of Object.entries(servers)) {
    it.live(`a folder or a link comes home from the backup, and replaces nothing: ${name}`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* server)
        for (const home of ["d", "taken"]) world.put(`${backupFolder}/run/${home}/inside`, "inside")
        world.link(`${backupFolder}/run/l`, "nowhere")
        world.makeDirectory("taken")
        for (const home of ["d", "taken", "l"]) yield* endpoint.putBack(at(`run/${home}`), at(home))
        sameBytes(world.bytes("d/inside"), text("inside"))
        assert.strictEqual(readlinkSync(`${world.root}/l`), "nowhere")
        assert.deepStrictEqual([world.names("taken"), world.names(`${backupFolder}/run`)], [[], ["taken"]])
      }))

    it.live(`a folder or a link comes home from beside its place: ${name}`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* server)
        world.put(`${old}/inside`, "inside")
        world.makeDirectory("e")
        world.link(`e/${old}`, "nowhere")
        yield* endpoint.recover(at(old), at("d"))
        yield* endpoint.recover(at(`e/${old}`), at("e/l"))
        sameBytes(world.bytes("d/inside"), text("inside"))
        assert.deepStrictEqual([world.names(), world.names("e")], [["d", "e"], ["l"]])
      }))
  }
})

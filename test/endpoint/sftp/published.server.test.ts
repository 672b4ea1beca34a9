/** What is remembered of a file that somebody writes to in the moment after it was published. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { unchanged } from "../../../src/domain/Entry.ts"
import { type Old } from "../../../src/endpoint/Endpoint.ts"
import { proftpd } from "../../support/servers/proftpd.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { checked, fileAt, gone, later, noise, save, text } from "../contract/storyOf.ts"
import { openOn } from "./opened.ts"
import { stepInOnRequests } from "./stepInOnRequests.ts"

const servers = {
  "OpenSSH without any extension": sharedServer(sshd({ profile: "plain" })),
  "OpenSSH that sets no attributes": sharedServer(sshd({ profile: "no-setstat" })),
  "a server like an object store": sharedServer(proftpd()),
}

describe("an edit of the same size right after a file was published", () => {
  for (const [name, server] of Object.entries(servers)) {
    for (const [way, old] of Object.entries<Old | undefined>({ created: undefined, replaced: gone, checked })) {
      it.live(`is not taken for ours: ${name}, ${way}`, () =>
        Effect.gen(function*() {
          const { endpoint, world } = yield* openOn(yield* server)
          const expected = old === undefined ? undefined : yield* save(endpoint, "file", text("old version"))
          let isDue = true
          const edit = () => {
            isDue = false
            world.put("file", noise(1000, 2), { modified: later })
          }
          yield* stepInOnRequests("published", edit)
          const written = yield* Effect.option(save(endpoint, "file", noise(1000), { expected, old: old ?? gone }))
          if (isDue) edit()
          const now = yield* fileAt(endpoint, "file")
          assert.isFalse(Option.exists(written, (file) => unchanged(file, now)))
        }))
    }
  }
})

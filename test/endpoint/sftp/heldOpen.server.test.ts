/** An old version that somebody still writes to after it was set aside. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { checked, earlier, fileAt, reasonOf, sameBytes, save, text } from "../contract/storyOf.ts"
import { openOn } from "./opened.ts"
import { stepInOnRequests } from "./stepInOnRequests.ts"

const server = sharedServer(sshd())

describe("an old version that is to go", () => {
  it.live("stays under its own name when a program that holds it open writes to it, and that is said", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      const setAside = () => world.names().find((name) => name.endsWith(".old")) ?? assert.fail("nothing is set aside")
      yield* stepInOnRequests("published", () => world.put(setAside(), "saved!"))
      assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected, old: checked })), "Refused")
      sameBytes(world.bytes("file"), text("new"))
      sameBytes(world.bytes(setAside()), text("saved!"))
    }))
})

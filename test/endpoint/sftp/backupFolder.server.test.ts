/** The folder for old versions where it cannot be made. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chownSync } from "node:fs"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { fileAt, kept, removeAt } from "../contract/storyOf.ts"
import { openOn } from "./opened.ts"

const server = sharedServer(sshd({ profile: "unprivileged" }))

describe("a backup folder that cannot be made", () => {
  it.live("says why", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      world.put("file", "text")
      yield* endpoint.capabilities("target")
      const file = yield* fileAt(endpoint, "file")
      chownSync(world.root, 0, 0)
      const { operation, reason } = yield* Effect.flip(removeAt(endpoint, "file", file, kept("run/file")))
      assert.deepStrictEqual([operation, reason._tag], ["make folder", "PermissionDenied"])
    }))
})

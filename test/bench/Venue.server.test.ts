import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { Client, type SFTPWrapper } from "ssh2"
import { sftpBatch } from "../support/servers/openSsh.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { openVenue, type Venue } from "./Venue.ts"

/** How many handles one session is given before it is refused one more. */
const handlesOf = ({ direct }: Venue): Effect.Effect<number> =>
  Effect.callback((resume) => {
    const client = new Client()
    const openMore = (sftp: SFTPWrapper, open: number) =>
      sftp.open("/etc/passwd", "r", (refusal) => {
        if (refusal === undefined && open < 1000) return openMore(sftp, open + 1)
        client.end()
        resume(Effect.succeed(open))
      })
    client.once("ready", () => client.sftp((_, sftp) => openMore(sftp, 0)))
    const privateKey = readFileSync(direct.keyFile)
    client.connect({ host: "127.0.0.1", port: direct.port, username: direct.user, privateKey })
  })

describe("openVenue", () => {
  it.live.each([["handles", true], ["handlesUnsaid", false]] as const)(
    "%s gives ten handles, and says so: %s",
    ([name, says]) =>
      Effect.gen(function*() {
        const venue = yield* openVenue(name, yield* temporaryFolder("venue"))
        assert.strictEqual(yield* handlesOf(venue), 10)
        const { stderr } = yield* sftpBatch(venue.direct, ["ls"], ["-vvv"])
        assert.strictEqual(stderr.includes("server handle limit 10;"), says)
      }).pipe(Effect.scoped),
  )

  it.live("limited refuses a second session on a connection", () =>
    Effect.gen(function*() {
      const { direct } = yield* openVenue("limited", yield* temporaryFolder("venue"))
      const refusals = yield* Effect.callback<number>((resume) => {
        const client = new Client()
        client.once("ready", () =>
          client.sftp(() =>
            client.sftp((refusal) => {
              client.end()
              resume(Effect.succeed(refusal === undefined ? 0 : 1))
            })
          ))
        const privateKey = readFileSync(direct.keyFile)
        client.connect({ host: "127.0.0.1", port: direct.port, username: direct.user, privateKey })
      })
      assert.strictEqual(refusals, 1)
    }).pipe(Effect.scoped))
})

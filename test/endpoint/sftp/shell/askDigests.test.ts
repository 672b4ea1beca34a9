import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { duplexPair, PassThrough } from "node:stream"
import { type ClientChannel } from "ssh2"
import { askDigests } from "../../../../src/endpoint/sftp/shell/askDigests.ts"
import { HashingShell } from "../../../../src/endpoint/sftp/shell/HashingShell.ts"
import { SignOfLife } from "../../../../src/endpoint/SignOfLife.ts"
import { at } from "../../../support/entries.ts"

describe("asking a shell for digests", () => {
  it.effect("gives signs of life while the shell has time left for one large file, and none after that", () => {
    const [ours, theirs] = duplexPair()
    const shell = new HashingShell(Object.assign(ours, { stderr: new PassThrough() }) as unknown as ClientChannel)
    const file = { _tag: "File", size: 2 ** 40, modified: 0 } as const
    const digest = "0".repeat(64)
    let signs = 0
    return Effect.gen(function*() {
      const asking = yield* Effect.forkChild(askDigests(shell, [[at("large"), file]]), { startImmediately: true })
      for (let minute = 0; minute < 60; minute++) yield* TestClock.adjust("1 minute")
      assert.isAtLeast(signs, 60)
      theirs.write(`${digest} *./large\nend\n`)
      assert.deepStrictEqual([...(yield* Fiber.join(asking)) ?? []], [[at("large"), digest]])
      const before = signs
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(signs, before)
      shell.end()
    }).pipe(Effect.provideService(SignOfLife, Effect.sync(() => void signs++)))
  })
})

import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { duplexPair, PassThrough } from "node:stream"
import { type ClientChannel } from "ssh2"
import { HashingShell } from "../../../../src/endpoint/sftp/shell/HashingShell.ts"

/** A shell, and the server's end of its channel. */
const opened = () => {
  const [ours, theirs] = duplexPair()
  const channel = Object.assign(ours, { stderr: new PassThrough() }) as unknown as ClientChannel
  return { shell: new HashingShell(channel), theirs }
}

const question = { text: "?\n", lines: 2, seconds: 60 }
const asking = (shell: HashingShell, seconds = 60) =>
  Effect.forkChild(shell.ask({ ...question, seconds }), { startImmediately: true })

describe("a hashing shell", () => {
  it.live("answers in the order of the questions, however the text is cut", () =>
    Effect.gen(function*() {
      const { shell, theirs } = opened()
      const [first, second] = [yield* asking(shell), yield* asking(shell)]
      assert.strictEqual(shell.load, 2)
      for (const text of ["a", "\nb\nen", "d\n", "c\nend\n"]) theirs.write(text)
      assert.deepStrictEqual(yield* Fiber.join(first), ["a", "b"])
      assert.deepStrictEqual(yield* Fiber.join(second), ["c"])
      assert.isTrue(shell.isUp)
    }))

  const wrongs: Readonly<Record<string, string>> = {
    "more lines than files": "a\nb\nc\nend\n",
    "a line without end": "x".repeat(9000),
  }
  for (const [what, text] of Object.entries(wrongs)) {
    it.live(`is not asked again after ${what}`, () =>
      Effect.gen(function*() {
        const { shell, theirs } = opened()
        const [first, second] = [yield* asking(shell), yield* asking(shell)]
        theirs.write(text)
        assert.isUndefined(yield* Fiber.join(first))
        assert.isUndefined(yield* Fiber.join(second))
        assert.isFalse(shell.isUp)
        assert.isUndefined(yield* shell.ask(question))
      }))
  }

  it.live("is not asked again after it spoke unasked", () =>
    Effect.gen(function*() {
      const { shell, theirs } = opened()
      const first = yield* asking(shell)
      theirs.write("end\nhello\n")
      assert.deepStrictEqual(yield* Fiber.join(first), [])
      assert.isUndefined(yield* shell.ask(question))
    }))

  it.live("is given up when it falls silent: each question has its time from when it is the first", () =>
    Effect.gen(function*() {
      const { shell } = opened()
      const [first, second] = [yield* asking(shell, 0.05), yield* asking(shell)]
      assert.isUndefined(yield* Fiber.join(first))
      assert.isUndefined(yield* Fiber.join(second))
    }))

  it.live("has no answer for anybody once its channel has ended", () =>
    Effect.gen(function*() {
      const { shell, theirs } = opened()
      const first = yield* asking(shell)
      theirs.end("a\n")
      assert.isUndefined(yield* Fiber.join(first))
      assert.isFalse(shell.isUp)
    }))

  it.live("that is left is not asked any more, and waited for until the server has ended it", () =>
    Effect.gen(function*() {
      const { shell, theirs } = opened()
      let isOver = false
      theirs.resume().on("end", () => {
        assert.isFalse(isOver)
        theirs.end()
      })
      yield* Effect.tap(shell.leave, () => Effect.sync(() => void (isOver = true)))
      assert.isTrue(theirs.readableEnded)
      assert.isFalse(shell.isUp)
      assert.isUndefined(yield* shell.ask(question))
      yield* shell.leave
    }))

  it.live("that is left is given up where the server does not end it", () =>
    Effect.gen(function*() {
      const { shell, theirs } = opened()
      yield* shell.leave
      assert.isFalse(theirs.readableEnded) // nobody reads there
    }))

  it.live("that is left in the middle of an answer has none any more", () =>
    Effect.gen(function*() {
      const { shell } = opened()
      const first = yield* asking(shell)
      yield* shell.leave
      assert.isUndefined(yield* Fiber.join(first))
    }))
})

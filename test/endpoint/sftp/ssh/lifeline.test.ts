import { assert, describe, it } from "@effect/vitest"
import { makeLifeline } from "../../../../src/endpoint/sftp/ssh/lifeline.ts"

const lost = (message: string) => ({ _tag: "ConnectionLost", message }) as const

describe("makeLifeline", () => {
  it("tells each listener once, with the first reason", () => {
    const lifeline = makeLifeline()
    const told: Array<unknown> = []
    lifeline.onEnd((why) => told.push(["a", why]))
    lifeline.onEnd((why) => told.push(["b", why]))
    assert.isFalse(lifeline.hasEnded())
    lifeline.end(lost("first"))
    lifeline.end(lost("second"))
    assert.isTrue(lifeline.hasEnded())
    assert.deepStrictEqual(told, [["a", lost("first")], ["b", lost("first")]])
  })

  it("tells those who ask too late at once", () => {
    const lifeline = makeLifeline()
    lifeline.end(lost("first"))
    const told: Array<unknown> = []
    lifeline.onEnd((why) => told.push(why))
    assert.deepStrictEqual(told, [lost("first")])
  })

  it("tells nothing to those who no longer depend on it", () => {
    const lifeline = makeLifeline()
    const told: Array<unknown> = []
    const forget = lifeline.onEnd(() => told.push("a"))
    lifeline.onEnd(() => told.push("b"))
    forget()
    lifeline.end(lost("first"))
    assert.deepStrictEqual(told, ["b"])
  })
})

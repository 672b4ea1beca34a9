import { assert, describe, it } from "@effect/vitest"
import { Breaker } from "../../src/daemon/Breaker.ts"

const now = 1_000_000

describe("a breaker", () => {
  it("lets passes through until one fails", () => {
    const breaker = new Breaker()
    assert.strictEqual(breaker.opensAt(now), now)
    breaker.fail("gone", now, 0.5)
    assert.strictEqual(breaker.opensAt(now), now + 5000)
  })

  it("waits twice as long after each failure, with some jitter, and no longer than five minutes", () => {
    const breaker = new Breaker()
    const waits = Array.from({ length: 10 }, () => {
      breaker.fail("gone", now, 0.5)
      return (breaker.opensAt(now) ?? 0) - now
    })
    assert.deepStrictEqual(waits.slice(0, 4), [5000, 10_000, 20_000, 40_000])
    assert.strictEqual(waits.at(-1), 300_000)
    breaker.succeed()
    breaker.fail("gone", now, 0)
    assert.strictEqual(breaker.opensAt(now), now + 3750)
    breaker.succeed()
    breaker.fail("gone", now, 1)
    assert.strictEqual(breaker.opensAt(now), now + 6250)
  })

  it("has one pass find out for all whether the server is back", () => {
    const breaker = new Breaker()
    breaker.fail("gone", now, 0.5)
    const later = now + 6000
    assert.isAtMost(breaker.opensAt(later)!, later)
    breaker.begin()
    assert.isAbove(breaker.opensAt(later)!, later)
    breaker.end()
    assert.isAtMost(breaker.opensAt(later)!, later)
    breaker.begin()
    breaker.succeed()
    breaker.end()
    assert.strictEqual(breaker.opensAt(later), later)
  })

  it("stays shut after a refusal until somebody mends it", () => {
    const breaker = new Breaker()
    breaker.stop("the password is wrong", now)
    assert.isUndefined(breaker.opensAt(now + 1e9))
    breaker.stop("still", now + 5)
    assert.deepStrictEqual(breaker.state, { _tag: "Stopped", since: now, why: "still" })
    breaker.reset()
    assert.strictEqual(breaker.opensAt(now), now)
  })

  it("asks a server that hung up on a login twice more, five minutes apart, before it takes that for a refusal", () => {
    const breaker = new Breaker()
    const minutes = 60_000
    const hangUp = (at: number) => {
      breaker.doubt("it hung up", at, 0.5)
      return breaker.opensAt(at)
    }
    assert.strictEqual(hangUp(now), now + 5 * minutes)
    assert.strictEqual(hangUp(now + 5 * minutes), now + 10 * minutes)
    assert.isUndefined(hangUp(now + 10 * minutes))
    breaker.succeed()
    assert.strictEqual(hangUp(now), now + 5 * minutes)
  })
})

import { assert, describe, it } from "@effect/vitest"
import { measure, type Speed, timeLeft } from "../../src/report/Speed.ts"

const after = (samples: ReadonlyArray<readonly [now: number, bytes: number]>): Speed | undefined => {
  let speed: Speed | undefined
  for (const [now, bytes] of samples) speed = measure(speed, now, bytes)
  return speed
}

describe("measure", () => {
  it("knows no speed from one look", () => assert.strictEqual(after([[1000, 50]])?.perSecond, undefined))
  it("believes the first second", () => assert.strictEqual(after([[0, 0], [1000, 5000]])?.perSecond, 5000))
  it("ignores looks that come too soon", () =>
    assert.deepStrictEqual(after([[0, 0], [1000, 5000], [1100, 900_000]]), { at: 1000, bytes: 5000, perSecond: 5000 }))
  it("follows a change slowly, and arrives", () => {
    const soon = after([[0, 0], [1000, 1000], [2000, 11_000]])?.perSecond ?? 0
    assert.closeTo(soon, 1000 + (1 - Math.exp(-0.2)) * 9000, 0.001)
    const long = after([
      [0, 0],
      [1000, 1000],
      ...Array.from({ length: 60 }, (_, n) => [2000 + n * 1000, 11_000 + n * 10_000] as const),
    ])?.perSecond ?? 0
    assert.closeTo(long, 10_000, 1)
  })
  it("sinks while nothing moves", () =>
    assert.isBelow(after([[0, 0], [1000, 1000], [21_000, 1000]])?.perSecond ?? Infinity, 20))
  it("never runs backwards", () => assert.strictEqual(after([[0, 5000], [1000, 0]])?.perSecond, 0))
})

describe("timeLeft", () => {
  it.each<readonly [number | undefined, number, number | undefined]>([
    [undefined, 1000, undefined],
    [0, 1000, undefined],
    [500, 1000, 2000],
    [500, 0, 0],
    [500, -20, 0],
  ])(
    "at %s bytes a second, %d bytes take %s ms",
    (perSecond, bytes, milliseconds) => assert.strictEqual(timeLeft(perSecond, bytes), milliseconds),
  )
})

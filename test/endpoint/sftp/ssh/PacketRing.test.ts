import { assert, describe, it } from "@effect/vitest"
import { PacketRing } from "../../../../src/endpoint/sftp/ssh/PacketRing.ts"

const isOf = (ring: Buffer, other: Buffer) => ring.buffer === other.buffer

describe("PacketRing", () => {
  it("gives one stretch after the other, none of which overlap", () => {
    const ring = new PacketRing(100)
    const [first, second] = [ring.take(40), ring.take(60)]
    assert.strictEqual(first.length, 40)
    assert.strictEqual(second.byteOffset, first.byteOffset + 40)
  })

  it("gives other memory rather than what is in use", () => {
    const ring = new PacketRing(100)
    const first = ring.take(100)
    assert.isFalse(isOf(ring.take(1), first))
  })

  it("gives memory again only once a mark behind it was released", () => {
    const ring = new PacketRing(100)
    const first = ring.take(50)
    const release = ring.mark()
    const second = ring.take(50)
    release()
    assert.strictEqual(ring.take(50).byteOffset, first.byteOffset)
    assert.isFalse(isOf(ring.take(50), second))
  })

  it("never lets a stretch go over its end", () => {
    const ring = new PacketRing(100)
    const first = ring.take(70)
    ring.mark()()
    const second = ring.take(50)
    assert.strictEqual(second.byteOffset, first.byteOffset)
    assert.isFalse(isOf(ring.take(51), first), "the stretch in use would be given twice")
  })

  it("takes marks in any order", () => {
    const ring = new PacketRing(100)
    ring.take(40)
    const early = ring.mark()
    const kept = ring.take(40)
    ring.mark()()
    early()
    assert.isTrue(isOf(ring.take(80), kept))
  })

  it("has room for nothing larger than itself", () => {
    const ring = new PacketRing(100)
    assert.strictEqual(ring.take(101).length, 101)
    assert.strictEqual(ring.take(100).length, 100)
  })
})

import { assert, describe, it } from "@effect/vitest"
import { paddedFromPool } from "../../../../src/endpoint/sftp/ssh/paddedFromPool.ts"

describe("paddedFromPool", () => {
  it("makes whole blocks, with at least four bytes of padding and room for the tag, and tells both lengths", () => {
    for (let payload = 0; payload < 100; payload++) {
      const packet = paddedFromPool(payload)
      const padding = packet[4] ?? 0
      assert.strictEqual(packet.readUInt32BE(0), 1 + payload + padding)
      assert.strictEqual((1 + payload + padding) % 16, 0)
      assert.strictEqual(packet.length, 4 + 1 + payload + padding + 16)
      assert.isAtLeast(padding, 4)
      assert.isBelow(padding, 20)
    }
  })

  it("never pads twice with the same bytes", () => {
    const paddings = Array.from({ length: 5000 }, () => paddedFromPool(0).toString("hex", 5, 4 + 16))
    assert.strictEqual(new Set(paddings).size, 5000)
  })
})

import { assert, describe, it } from "@effect/vitest"
import { answered, everythingMayDiffer, fellSilent, heard, pairBeat, unheard } from "../../src/page/Live.ts"
import { manyKinds } from "./madeUpDocuments.ts"

const now = 1_800_000_000_000
const { status } = manyKinds(now)
const live = answered(unheard, status, true, now - 7000)

describe("what is known of a daemon", () => {
  it("is live while events come and polled while they do not", () => {
    assert.strictEqual(live.connection, "live")
    assert.strictEqual(answered(unheard, status, false, now).connection, "polling")
  })

  it("knows by how much the clocks differ", () => assert.strictEqual(live.ahead, 7000))

  it("stays when nothing is heard any more", () => {
    const silent = fellSilent(live)
    assert.strictEqual(silent.connection, "lost")
    assert.strictEqual(silent.status, status)
  })

  it("beats for the pair that an event is about, whatever its name", () => {
    const after = heard(heard(live, { type: "pair", pair: "__proto__" }), { type: "pair", pair: "__proto__" })
    assert.strictEqual(pairBeat(after.beats, "__proto__"), 2)
    assert.strictEqual(pairBeat(after.beats, "catalogue"), 0)
    assert.strictEqual(pairBeat(after.beats, "toString"), 0)
  })

  it("beats for the configuration, and for everything", () => {
    assert.strictEqual(heard(live, { type: "config" }).beats.config, 1)
    assert.strictEqual(everythingMayDiffer(live).beats.all, 1)
  })

  it("takes progress over without asking again, its end included", () => {
    const progress = { _tag: "Looking", mode: "mirror", entries: {} } as const
    const after = heard(live, { type: "progress", pairs: { catalogue: progress, videos: null, unknown: progress } })
    const progressOf = (name: string) => after.status?.pairs.find(({ pair }) => pair === name)?.progress
    assert.deepStrictEqual(progressOf("catalogue"), progress)
    assert.isNull(progressOf("videos"))
    assert.strictEqual(after.beats, live.beats)
    assert.strictEqual(heard(unheard, { type: "progress", pairs: {} }), unheard)
  })
})

import { assert, describe, it } from "@effect/vitest"
import { type Health, type StatusDocument } from "../../src/daemon/StatusDocument.ts"
import { newsOf } from "../../src/page/newsOf.ts"
import { hostile, manyKinds, refused, sceneOf, statusOf } from "./madeUpDocuments.ts"

const now = 1_800_000_000_000
const statusWith = (healths: ReadonlyArray<Health>): StatusDocument =>
  sceneOf(now, healths.map((health, index) => statusOf(`p${index}`, now, { health }))).status

describe("newsOf", () => {
  it("has nothing to say at first, nor while nothing changes but numbers", () => {
    const { status } = manyKinds(now)
    assert.strictEqual(newsOf(undefined, status), "")
    assert.strictEqual(newsOf(status, { ...manyKinds(now + 5000).status }), "")
  })

  it("tells of each pair whose health changed", () => {
    assert.strictEqual(newsOf(statusWith(["ok", "ok"]), statusWith(["broken", "ok"])), "p0 is now broken.")
  })

  it("counts them when they are many", () => {
    const before = statusWith(["ok", "ok", "ok", "ok"])
    assert.strictEqual(
      newsOf(before, statusWith(["worry", "worry", "worry", "worry"])),
      "The health of 4 pairs changed.",
    )
  })

  it("tells of a syncfile that is refused, and of its return", () => {
    const { status } = manyKinds(now)
    const worse = refused(manyKinds(now), now).status
    assert.strictEqual(newsOf(status, worse), "The syncfile as it stands cannot be used.")
    assert.strictEqual(newsOf(worse, status), "The syncfile is followed again.")
  })

  it("spells hostile names out", () => {
    const named = (health: Health) => sceneOf(now, [statusOf(hostile.reversed, now, { health })]).status
    assert.strictEqual(newsOf(named("ok"), named("worry")), "invoice\\u202efdp.exe is now worrying.")
  })
})

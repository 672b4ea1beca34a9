/** Plays a story to its end: the storms, then the quiet passes after them, and what has to be true in the end. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { disturbedPass } from "../../support/disturbances.ts"
import { backups, type MemoryPair, memoryPair, pass, patiently } from "../../support/memoryPair.ts"
import { assertInStep } from "./assertInStep.ts"
import { dawdling } from "./dawdling.ts"
import { load, planIn, type Stage } from "./Stage.ts"
import { type Storm, type Story } from "./Story.ts"
import { Users } from "./Users.ts"
import { watched } from "./watched.ts"
import { Witness } from "./Witness.ts"

export const playStory = (story: Story) => {
  const both = stagedFor(story)
  return Effect.gen(function*() {
    const users = new Users(both, story)
    for (const path of story.trunk) users.writeSame(path)
    if (story.hasPast) yield* patiently(pass(both))
    const stage = { both, story, witness: new Witness(both, story, users) }
    for (const storm of story.storms) yield* weathered(stage, storm)
    const plan = yield* calmed(stage)
    yield* assertInStep(stage, plan)
  }).pipe(Effect.provide(both.layer, { local: true }))
}

const stagedFor = ({ left, right, compare, policy, pauses }: Story): MemoryPair => {
  const { left: keptLeft, right: keptRight } = backups()
  return memoryPair({
    pair: {
      mode: "two-way",
      compare,
      filters: [{ _tag: "Exclude", glob: "*.tmp" }],
      conflicts: { policy, rules: [] },
      backup: { left: left.hasBackup ? keptLeft : undefined, right: right.hasBackup ? keptRight : undefined },
    },
    left: { ...left, chunk: 64 }, // two chunks for a file and for a mark
    right: { ...right, chunk: 64 },
    opened: dawdling(pauses),
  })
}

const weathered = (stage: Stage, storm: Storm) =>
  watched(stage, storm, (isNow) => disturbedPass(stage.both, () => storm.faults.find(isNow)?.what))

/** One pass in which all goes well, and one more after both have met for the first time: then nothing is left to do. */
const calmed = Effect.fnUntraced(function*(stage: Stage) {
  const { both } = stage
  const most = (yield* load).baseline.size === 0 ? 2 : 1
  for (let count = 0; count <= most; count++) {
    const report = yield* watched(stage, { edits: [], faults: [] }, () => patiently(pass(both)))
    const plan = planIn(both)
    const undone = report.outcomes.filter(({ _tag }) => _tag !== "Done")
    assert.deepStrictEqual(undone, [], "a quiet pass does all that it planned")
    assert.deepStrictEqual(both.events.filter(({ _tag }) => _tag === "Note"), [])
    if (plan !== undefined && plan.actions.length === 0 && plan.agreed.length === 0) return plan
  }
  return assert.fail(`I2: still not in step: ${JSON.stringify([planIn(both)?.actions, planIn(both)?.agreed])}`)
})

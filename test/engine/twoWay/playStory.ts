/** Plays a story to its end: the storms, then the quiet passes after them, and what has to be true in the end. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { type Baseline } from "../../../src/domain/Baseline.ts"
import { type Entry } from "../../../src/domain/Entry.ts"
import { type Plan } from "../../../src/domain/Plan.ts"
import { type RelPath } from "../../../src/domain/RelPath.ts"
import { type Side } from "../../../src/domain/Side.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { disturbedPass } from "../../support/disturbances.ts"
import { backups, isChange, type MemoryPair, memoryPair, pass, patiently, type Step } from "../../support/memoryPair.ts"
import { assertInStep } from "./assertInStep.ts"
import { dawdling } from "./dawdling.ts"
import { isUsers } from "./Sight.ts"
import { type Edit, type Storm, type Story, type When } from "./Story.ts"
import { Users } from "./Users.ts"
import { type Shown, Witness } from "./Witness.ts"

export const traced = { on: false, lines: [] as Array<string> }

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

export const playStory = (story: Story) => {
  const both = stagedFor(story)
  return Effect.gen(function*() {
    const users = new Users(both, story)
    for (const path of story.trunk) users.writeSame(path)
    if (story.hasPast) yield* patiently(pass(both))
    const witness = new Witness(both, story, users)
    const stage = { both, story, witness }
    for (const storm of story.storms) yield* weathered(stage, storm)
    const plan = yield* calmed(stage)
    yield* assertInStep(stage, plan)
  }).pipe(Effect.provide(both.layer, { local: true }))
}

export interface Stage {
  readonly both: MemoryPair
  readonly story: Story
  readonly witness: Witness
}

const load = Effect.flatMap(StateStore, (state) => state.load("pair"))

/** Watches a pass from its first step to its last. */
const watched = Effect.fnUntraced(
  function*<A, E, R>({ both, witness }: Stage, { edits }: Storm, work: (isNow: (when: When) => boolean) => Effect.Effect<A, E, R>) {
    const { baseline } = yield* load
    both.steps.length = 0
    both.events.length = 0
    for (const edit of edits) if (edit.phase === "before") traced.on && traced.lines.push("EDIT " + JSON.stringify(edit)), witness.edit(edit, false)
    witness.newPass()
    let now: When = { phase: "looking", at: -1 }
    let isPlanned = false
    let isActing = false
    const counts = new Map<string, number>()
    let moment: Step["moment"] | undefined
    const isNow = ({ phase, at }: When) =>
      phase === moment ? counts.get(phase) === at : now.phase === phase && now.at === at
    both.before = (step) => {
      const what = `${step.side} ${step.moment} ${step.path}`
      if (traced.on && !what.includes("read-") && !what.includes("stat") && !what.includes("mark")) traced.lines.push(`${what}   | ${["left","right"].map((s)=>[...both[s as "left"].paths()].filter((p) => !p.includes("mark") && both[s as "left"].content(p) !== undefined || both[s as "left"].content(p) === undefined && !p.includes("backup")).map((p)=>p.replace(/^.syncfile-backup\/[^/]*/, "K")+"="+(both[s as "left"].content(p)===undefined?"/":new TextDecoder().decode(both[s as "left"].content(p)).slice(0,8))).join(" ")).join(" || ")}`)
      witness.look(what)
      if (traced.on && !isPlanned && planIn(both)) traced.lines.push(JSON.stringify(planIn(both)!.actions))
      if (!isPlanned) {
        const plan = planIn(both)
        isPlanned = plan !== undefined
        if (plan !== undefined) witness.planned(plan, (path) => baseline.get(path) !== undefined)
      }
      const isFirst = !isActing && both.events.some(({ _tag }) => _tag === "Started")
      isActing ||= isFirst
      const isAllowed = isActing || !isChange(step) || step.moment === "recover" || step.moment === "put-back"
      assert.isTrue(isAllowed, `I15: ${what} before the plan was released`)
      moment = step.moment
      counts.set(moment, (counts.get(moment) ?? -1) + 1)
      now = { phase: isActing ? "acting" : "looking", at: isFirst ? 0 : now.at + 1 }
      for (const edit of edits) {
        if (!isNow(edit)) continue
        const made = edit.isHere === true && isUsers(step.path ?? "") ? { ...edit, ...placeOf(step, edit) } : edit
        if (traced.on) traced.lines.push("EDIT " + JSON.stringify(made))
        witness.edit(made, isActing)
      }
      return undefined
    }
    const done = yield* work(isNow)
    both.before = () => undefined
    if (traced.on) traced.lines.push("---- " + JSON.stringify(both.events.filter((e)=>["Settled","Note","Stopped"].includes(e._tag)).map((e: any)=> e._tag==="Settled" ? [e.outcome._tag, e.outcome.action._tag, e.outcome.action.side, e.outcome.action.path, e.outcome.message]: e)))
    witness.look("the end")
    const plan = planIn(both)
    assertTruthful(witness, baseline, (yield* load).baseline, plan)
    assertCalmHalts(plan)
    return done
  },
)

const placeOf = ({ side, path = "" }: Step, edit: Edit): Pick<Edit, "side" | "path"> =>
  path === "" ? edit : { side, path: path as Edit["path"] }

const planIn = ({ events }: MemoryPair): Plan | undefined => {
  for (const event of events) if (event._tag === "Planned") return event.plan
  return undefined
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
    const failed = report.outcomes.filter(({ _tag }) => _tag !== "Done")
    assert.deepStrictEqual(failed, [], "a quiet pass does all that it planned")
    assert.deepStrictEqual(both.events.filter(({ _tag }) => _tag === "Note"), [])
    if (plan !== undefined && plan.actions.length === 0 && plan.agreed.length === 0) return plan
  }
  return assert.fail(`I2: still not in step: ${JSON.stringify([planIn(both)?.actions, planIn(both)?.agreed])}`)
})

const seriousHalts: ReadonlySet<string> = new Set([
  "source-missing",
  "root-missing",
  "mark-missing",
  "side-restored",
  "state-restored",
  "target-missing",
  "root-swapped",
  "foreign-target",
])

/** Nothing was put back to an older copy, and nothing was swapped: to say so would be a false alarm. */
const assertCalmHalts = (plan: Plan | undefined): void =>
  assert.deepStrictEqual(plan?.halts.filter(({ reason }) => seriousHalts.has(reason)) ?? [], [])

/**
 * What came to be remembered in a pass is what each side really showed in it, and both showed the same content. What
 * goes along with a move is remembered as it was seen before: a change made meanwhile must still look like a change.
 */
const assertTruthful = ({ shown }: Witness, before: Baseline, after: Baseline, plan: Plan | undefined): void => {
  const origins = new Map(
    plan?.actions.flatMap((action) => action._tag !== "Move" ? [] : action.carried.map(({ from, path }) => [path, from])),
  )
  const textsOn = (side: Side, path: RelPath, entry: Entry) =>
    [path, origins.get(path) ?? path].flatMap((each) => textsOf(shown, side, each, entry))
  for (const path of after.keys()) {
    const agreement = after.get(path)
    if (agreement === undefined || JSON.stringify(agreement) === JSON.stringify(before.get(path))) continue
    const { left, right } = agreement
    assert.strictEqual(left._tag, right._tag, `I14: ${path}`)
    const [onLeft, onRight] = [textsOn("left", path, left), textsOn("right", path, right)]
    const isTrue = left._tag !== "File" || onLeft.some((text) => onRight.includes(text))
    assert.isTrue(isTrue, `I14: ${path} was never so on both sides: ${JSON.stringify(agreement)}`)
  }
}

const textsOf = (shown: Witness["shown"], side: Side, path: RelPath, entry: Entry): ReadonlyArray<string> =>
  entry._tag !== "File" ? [] : (shown.get(`${side}:${path}`) ?? []).flatMap((each: Shown) => {
    const isIt = each.size === entry.size && each.modified === entry.modified
    return isIt && (entry.digest === undefined || entry.digest === sha256(each.text)) ? [each.text] : []
  })

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")

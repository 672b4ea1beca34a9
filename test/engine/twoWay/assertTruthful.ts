/** Whether what a run remembers is the truth. */
import { assert } from "@effect/vitest"
import { createHash } from "node:crypto"
import { type Baseline } from "../../../src/domain/Baseline.ts"
import { type Entry } from "../../../src/domain/Entry.ts"
import { type Plan } from "../../../src/domain/Plan.ts"
import { type RelPath } from "../../../src/domain/RelPath.ts"
import { type Side } from "../../../src/domain/Side.ts"
import { type MemoryPair } from "../../support/memoryPair.ts"
import { type Witness } from "./Witness.ts"

/**
 * What came to be remembered in a pass is what each side really showed in it, and both showed the same content. What
 * goes along with a move is remembered as it was seen before: a change made meanwhile must still look like a change.
 */
export const assertTruthful = (
  { shown }: Witness,
  before: Baseline,
  after: Baseline,
  plan: Plan | undefined,
): void => {
  const origins = originsIn(plan)
  const textsOn = (side: Side, path: RelPath, entry: Entry) =>
    [path, origins.get(path) ?? path].flatMap((each) => textsOf(shown, side, each, entry))
  for (const path of after.keys()) {
    const agreement = after.get(path)
    if (agreement === undefined || JSON.stringify(agreement) === JSON.stringify(before.get(path))) continue
    const { left, right } = agreement
    assert.strictEqual(left._tag, right._tag, `I14: ${path}`)
    const onRight = textsOn("right", path, right)
    const isTrue = left._tag !== "File" || textsOn("left", path, left).some((text) => onRight.includes(text))
    assert.isTrue(isTrue, `I14: ${path} was never so on both sides: ${JSON.stringify(agreement)}`)
  }
}

/** What is done is remembered as done, in the order in which it was. */
export const assertSettled = ({ events }: MemoryPair, after: Baseline): void => {
  const isKnown = new Map<RelPath, boolean>()
  for (const event of events) {
    if (event._tag !== "Settled" || event.outcome._tag !== "Done") continue
    const { action } = event.outcome
    if (action._tag === "Move") isKnown.set(action.from, false)
    for (const { from, path } of action._tag === "Move" ? action.carried : []) {
      isKnown.set(from, false)
      isKnown.set(path, true)
    }
    if (action._tag !== "Move") isKnown.set(action.path, action._tag !== "Delete")
  }
  for (const [path, isThere] of isKnown) assert.strictEqual(after.get(path) !== undefined, isThere, `I14: ${path}`)
}

const originsIn = (plan: Plan | undefined): ReadonlyMap<RelPath, RelPath> =>
  new Map(
    plan?.actions.flatMap((action) =>
      action._tag !== "Move" ? [] : action.carried.map(({ from, path }): [RelPath, RelPath] => [path, from])
    ),
  )

const textsOf = (shown: Witness["shown"], side: Side, path: RelPath, entry: Entry): ReadonlyArray<string> =>
  entry._tag !== "File" ? [] : (shown.get(`${side}:${path}`) ?? []).flatMap(({ size, modified, text }) => {
    const isIt = size === entry.size && modified === entry.modified
    return isIt && (entry.digest === undefined || entry.digest === sha256(text)) ? [text] : []
  })

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")

/** What has to be true once all is quiet. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { type Plan } from "../../../src/domain/Plan.ts"
import { lineage, type RelPath } from "../../../src/domain/RelPath.ts"
import { sides } from "../../../src/domain/Side.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { leftoversIn } from "../../support/memoryPair.ts"
import { isUsers, type Sight, sightOf, textOf, textsIn } from "./Sight.ts"
import { type Stage } from "./Stage.ts"
import { isKeptOut, type Story } from "./Story.ts"

export const assertInStep = Effect.fnUntraced(function*({ both, story, witness }: Stage, { conflicts }: Plan) {
  const [left, right] = [sightOf(both.left), sightOf(both.right)]
  const held = new Set<string>(conflicts.map(({ path }) => path))
  const isHeld = (path: string) => lineage(path as RelPath).some((above) => held.has(above))
  const paths = [...new Set([...left.keys(), ...right.keys()])].filter((path) => isUsers(path) && !isKeptOut(path))
  const isSame = (path: string) =>
    left.get(path)?._tag === right.get(path)?._tag && textOf(left.get(path)) === textOf(right.get(path))
  const holdsHeld = (path: string) => [...held].some((each) => each.startsWith(`${path}/`))
  const mayDiffer = (path: string) =>
    // a folder stays where something in it does
    isHeld(path) || holdsHeld(path) || [left, right].some((sight) => holdsKeptOut(sight, path))
  assert.deepStrictEqual(paths.filter((path) => !isSame(path) && !mayDiffer(path)), [], "I3: both sides are the same")

  const { baseline, unfinished } = yield* (yield* StateStore).load("pair")
  assert.deepStrictEqual(unfinished, [])
  const known = paths.filter((path) => isSame(path) && !isHeld(path))
  assert.deepStrictEqual(
    known.filter((path) => baseline.get(path as RelPath) === undefined),
    [],
    "I3: all is remembered",
  )
  const extra = [...baseline.keys()].filter((path) => !known.includes(path) && !mayDiffer(path))
  assert.deepStrictEqual(extra, [], "I3: nothing else is remembered")

  for (const side of sides) {
    const left = leftoversIn(both[side]).filter((path) => !witness.isCarriedOff(path))
    assert.deepStrictEqual(left, [], "no temporary is left")
  }
  if (losesNothingToBackups(story)) {
    const visible = new Set([...textsIn(left, ["user's"]), ...textsIn(right, ["user's"])])
    assert.deepStrictEqual(witness.displayable.filter((text) => !visible.has(text)), [], "I1: all is to be seen")
  }
})

const holdsKeptOut = (sight: Sight, path: string): boolean =>
  sight.get(path)?._tag === "Directory"
  && [...sight.keys()].some((each) => isKeptOut(each) && each.startsWith(`${path}/`))

const losesNothingToBackups = ({ policy: { resolve, loser, againstDelete } }: Story): boolean =>
  againstDelete !== "delete" && (resolve === "hold" || resolve === "keep-both" || loser === "keep-copy")

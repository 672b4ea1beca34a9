/** Where nobody stands in anybody's way, two-way sync has one right answer: Unison and this program have to give the same. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { historyOf } from "./support/history.ts"
import { editOnDisk, type Held, heldOnDisk } from "./support/historyEdit.ts"
import { doorsIn, pairIn, passWithoutTrouble } from "./support/inProcess.ts"
import { figure, isFull } from "./support/isFull.ts"
import { unison } from "./support/unison.ts"
import { isMeantToStay } from "./support/usersTree.ts"

const batch = 20
const batches = Array.from({ length: isFull ? 25 : 3 }, (_, number) => number * batch)

const makeFolders = (folder: string) => {
  const [left, right] = [join(folder, "left"), join(folder, "right")]
  for (const side of [left, right]) mkdirSync(side, { recursive: true })
  return { folder, left, right }
}
type Folders = ReturnType<typeof makeFolders>

const assertHeld = ({ left, right }: Folders, wanted: Held, by: string): void => {
  for (const side of [left, right]) {
    assert.deepStrictEqual([...heldOnDisk(side, isMeantToStay)], [...wanted], `what ${by} made of ${side}`)
  }
}

const play = Effect.fnUntraced(function*(seed: number, folder: string, ours: Folders) {
  const theirs = makeFolders(join(folder, "theirs"))
  const archive = join(folder, "archive")
  mkdirSync(archive)
  const pair = pairIn(ours.folder, {
    mode: "two-way",
    left: "./left",
    right: "./right",
    limits: { deletes: { count: 1000, percent: 100 } },
  })
  let actions = 0
  for (const [number, round] of historyOf(seed).entries()) {
    for (const side of ["left", "right"] as const) {
      for (const edit of round[side]) {
        editOnDisk(ours[side], edit)
        editOnDisk(theirs[side], edit)
      }
    }
    yield* unison(theirs.left, theirs.right, archive)
    assertHeld(theirs, round.merged, `history ${seed}, round ${number}: Unison`)
    actions += yield* passWithoutTrouble(pair)
    assertHeld(ours, round.merged, `history ${seed}, round ${number}: this program`)
    assert.strictEqual(yield* passWithoutTrouble(pair), 0, `history ${seed}, round ${number}: a second pass`)
  }
  return actions
})

describe("a history without conflicts ends with what Unison makes of it", () => {
  it.live.each(batches)("histories from %i on", (first) =>
    Effect.gen(function*() {
      let actions = 0
      for (let seed = first; seed < first + batch; seed++) {
        actions += yield* Effect.scoped(Effect.gen(function*() {
          const folder = yield* temporaryFolder("unison")
          const ours = makeFolders(join(folder, "ours"))
          return yield* play(seed, folder, ours).pipe(Effect.provide(doorsIn(ours.folder)))
        }))
      }
      figure(`histories ${first} to ${first + batch - 1}: ${actions} actions`)
      assert.isAbove(actions, batch)
    }), 600_000)
})

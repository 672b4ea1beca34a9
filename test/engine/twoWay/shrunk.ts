/** Makes a story that goes wrong as short as it can be made while it still goes wrong. */
import { Effect } from "effect"
import { type Storm, type Story, type Ways } from "./Story.ts"

export const shrunk = Effect.fnUntraced(
  function*(story: Story, wrongWith: (story: Story) => Effect.Effect<string | undefined>) {
    const kindOf = (wrong: string | undefined) => wrong?.slice(0, 24) // "AssertionError: I1: all"
    const kind = kindOf(yield* wrongWith(story))
    let best = story
    for (let isShorter = true; isShorter;) {
      isShorter = false
      for (const shorter of shorterThan(best)) {
        if (kindOf(yield* wrongWith(shorter)) !== kind) continue
        best = shorter
        isShorter = true
        break
      }
    }
    return best
  },
)

const shorterThan = (story: Story): ReadonlyArray<Story> => [
  ...without(story.storms).filter(({ length }) => length > 0).map((storms) => ({ ...story, storms })),
  ...without(story.trunk).map((trunk) => ({ ...story, trunk })),
  ...story.storms.flatMap((storm, at) =>
    shorterStorms(storm).map((shorter) => ({ ...story, storms: story.storms.with(at, shorter) }))
  ),
  ...(["left", "right"] as const).flatMap((side) =>
    plainerThan(story[side]).map((ways): Story => ({ ...story, [side]: ways }))
  ),
  ...(story.pauses.length === 1 ? [] : [{ ...story, pauses: [0] }]),
  ...(story.compare === "size-and-modified" ? [] : [{ ...story, compare: "size-and-modified" } as const]),
]

const shorterStorms = ({ edits, faults }: Storm): ReadonlyArray<Storm> => [
  ...without(edits).map((fewer) => ({ edits: fewer, faults })),
  ...without(faults).map((fewer) => ({ edits, faults: fewer })),
]

const plainest: Ways = { publishing: "atomic", keepsTimes: true, hasIds: true, movesDirectories: true, hasBackup: true }

const plainerThan = (ways: Ways): ReadonlyArray<Ways> =>
  (Object.keys(plainest) as ReadonlyArray<keyof Ways>)
    .filter((key) => ways[key] !== plainest[key])
    .map((key) => ({ ...ways, [key]: plainest[key] }))

const without = <A>(list: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  list.map((_, at) => list.toSpliced(at, 1))

/** Tells by the marks on both sides of a two-way pair whether a side, or the state, was put back to an older copy. */
import { type Pair } from "../domain/Pair.ts"
import { type Halt } from "../domain/Plan.ts"
import { type Side, sides } from "../domain/Side.ts"

/** The numbers of runs that the marks may say, and those that they do. `undefined`: there is none. */
export interface Marks {
  readonly expected: { readonly least: number; readonly most: number } | undefined
  readonly found: Readonly<Record<Side, number | undefined>>
}

/** `isProven`: both sides are those of the last run, whatever their folders are called now. */
export const guardMarks = (
  pair: Pair,
  { expected, found }: Marks,
): { readonly halts: ReadonlyArray<Halt>; readonly isProven: boolean } => {
  if (expected === undefined || pair.mode !== "two-way") return { halts: [], isProven: false }
  const { least, most } = expected
  const halts = sides.flatMap((side): ReadonlyArray<Halt> => {
    const number = found[side] ?? 0
    if (number < least) return [number === 0 ? gone(pair, side) : restored(pair, side)]
    return number > most ? [stateRestored(pair)] : []
  })
  const isProven = halts.length === 0 && sides.every((side) => found[side] !== undefined)
  return { halts: withoutTwins(halts), isProven }
}

/** Whether a side's folder is the one of the last run: it still is where it was, or the marks prove it wherever it is. */
export const isKnownRoot = (
  { before, now }: { readonly before: string | undefined; readonly now: string | undefined },
  isProven: boolean,
): boolean => before === undefined || before === now || isProven

/** Both sides may tell the same of the state. */
const withoutTwins = (halts: ReadonlyArray<Halt>): ReadonlyArray<Halt> =>
  halts.filter(({ message }, at) => halts.findIndex((halt) => halt.message === message) === at)

const rebuild = ({ name }: Pair): string =>
  `Put the newer one back. If what both folders hold now is what counts: syncfile state rebuild ${name}. `
  + "The next pass then brings them together as if they had just met, and deletes nothing."

const gone = (pair: Pair, side: Side): Halt => ({
  reason: "mark-missing",
  message:
    `The ${side} folder ${pair[side].written} has lost the mark that the last run left in it: it was emptied, set up `
    + "anew, or is a copy from before this pair.",
  release: rebuild(pair),
})

const restored = (pair: Pair, side: Side): Halt => ({
  reason: "side-restored",
  message:
    `The ${side} folder ${
      pair[side].written
    } is an older copy of itself: it holds the mark of an earlier run than the last `
    + "one. What it lacks since then would look deleted.",
  release: rebuild(pair),
})

const stateRestored = (pair: Pair): Halt => ({
  reason: "state-restored",
  message:
    "The state is an older copy of itself: the folders hold the mark of a later run than it knows of. What was synced "
    + "since then would look edited or deleted.",
  release: rebuild(pair),
})

/** The two sides of a pair by the names that people know, without what `domain/Side.ts` loads to check them. */
import { type Mode } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"

export const sides: ReadonlyArray<Side> = ["left", "right"]

/** In one-way pairs a side has a direction. */
export const sideWord = (mode: string, side: Side): string =>
  mode === twoWay ? side : side === "left" ? "source" : "target"

export const arrowOf = (mode: string): string => mode === twoWay ? "⇄" : "→"

const twoWay: Mode = "two-way"

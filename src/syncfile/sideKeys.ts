/** What the syncfile calls the sides of a pair. */
import { roleOf, type Side } from "../domain/Side.ts"
import { type Loose } from "./Parsed.ts"
import { type WrittenPair, type WrittenTwoWayPair } from "./WrittenPair.ts"

/** Where the mode itself is wrong, the sides tell. */
export const isTwoWay = (written: Loose<WrittenPair>): written is Loose<WrittenTwoWayPair> =>
  written.mode === "two-way"
  || (written.mode === undefined && "left" in written && (written.left ?? written.right) !== undefined)

export type SideKey = ReturnType<typeof roleOf>

export const keyOf = (side: Side, isTwoWay: boolean): SideKey => roleOf(isTwoWay ? "two-way" : "mirror", side)

/** The same for sentences. */
export const nameOf = (side: Side, isTwoWay: boolean): string => (isTwoWay ? `${side} side` : roleOf("mirror", side))

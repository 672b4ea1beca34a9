/** What a memory tells of a pair's marks. */
import { type Mark } from "./StateStore.ts"

/** A mark is named when a run begins, and is nothing to go by before one may have left it on a side. */
export const toldMark = (known: Mark | undefined, hasUnfinished: boolean): Mark | undefined =>
  known === undefined || (known.least === 0 && !hasUnfinished)
    ? undefined
    : { id: known.id, least: known.least, most: known.most }

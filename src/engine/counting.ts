/** Counts the bytes of one action, however many attempts it takes. */
import { Effect } from "effect"
import { type Transfer } from "../domain/Action.ts"
import { type Performance } from "./perform.ts"

/** Passed instead of a number of bytes when an attempt begins again. */
export const startOver = -1

/** What is read again for another attempt does not count again, nor what an earlier run had sent. */
export const counting = (by: Performance): Performance => {
  const { large } = by
  let most = 0
  let at = 0
  const advance = (to: number): number => {
    at = to
    const more = Math.max(0, at - most)
    most = Math.max(most, at)
    return more
  }
  const takenUp = (path: Transfer["path"], bytes: number) => {
    const more = advance(bytes)
    return more === 0 || large === undefined ? Effect.void : large.takenUp(path, more)
  }
  return {
    ...by,
    passed: (bytes) => {
      const more = advance(bytes < 0 ? 0 : at + bytes)
      return more === 0 ? Effect.void : by.passed(more)
    },
    ...(large === undefined ? {} : { large: { ...large, takenUp } }),
  }
}

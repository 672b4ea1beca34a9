/** How fast bytes move, smoothed, so that a rate can be read and a remaining time does not jump. */

export interface Speed {
  readonly at: number // milliseconds: when last measured
  readonly bytes: number // moved by then
  readonly perSecond: number | undefined // undefined: not known yet
}

/** The next measurement. Called too soon after the last one, it changes nothing: noise is not speed. */
export const measure = (last: Speed | undefined, now: number, bytes: number): Speed => {
  if (last === undefined) return { at: now, bytes, perSecond: undefined }
  const elapsed = now - last.at
  if (elapsed < shortest) return last
  const current = Math.max(0, bytes - last.bytes) * 1000 / elapsed
  const weight = 1 - Math.exp(-elapsed / memory)
  const perSecond = last.perSecond === undefined ? current : last.perSecond + weight * (current - last.perSecond)
  return { at: now, bytes, perSecond }
}

/** Milliseconds until the rest has moved, or `undefined` while nobody can tell. */
export const timeLeft = (perSecond: number | undefined, bytes: number): number | undefined =>
  perSecond === undefined || perSecond < slowest ? undefined : Math.max(0, bytes) * 1000 / perSecond

const shortest = 500 // milliseconds
const memory = 5000 // milliseconds after which an old rate counts for a third
const slowest = 1 // byte a second: below, nothing moves

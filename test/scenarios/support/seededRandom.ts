/** Numbers that look random and are the same in every run, so that a failure can be met again. */

/** From 0 up to, not including, 1. A linear congruential generator with the constants of Numerical Recipes. */
export const seededRandom = (seed: number): () => number => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

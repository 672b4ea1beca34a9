/** The only look at the browser's clock. Times of the daemon are compared with it after the difference is known. */

export const clock = (): number => Date.now() // milliseconds since the epoch

/** How many cases a law is tried on: enough to find a planted bug, and twenty times as many with SYNCFILE_TEST_FULL=1. */
const isFull = process.env["SYNCFILE_TEST_FULL"] === "1"

export const manyRuns = (runs: number, size = 20) => ({
  arbitrary: { runs: isFull ? runs * 20 : runs, size },
  timeout: isFull ? 3_600_000 : 120_000,
})

/** How pairs of tests are watched unless they say otherwise: not at all. */
import { type Watch } from "../../src/domain/watch/Watch.ts"

export const unwatched: Watch = {
  schedule: undefined,
  onChange: undefined,
  windows: [],
  apply: "auto",
  checks: {
    successRate: 80,
    failures: 3,
    drop: 50,
    duration: 10,
    age: "auto",
    drift: 10,
    freeSpace: 20,
    checksumFailures: 0,
    errors: ["quota", "no space", "permission denied"],
  },
  notify: [],
}

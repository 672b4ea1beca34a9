/** Thresholds: a pair's own over those of `defaults` over ours. */
import { type Thresholds } from "../domain/watch/Thresholds.ts"
import { millisecondsOf } from "./millisecondsOf.ts"
import { type Loose } from "./Parsed.ts"
import { type WrittenChecks } from "./WrittenChecks.ts"

export const usualChecks = {
  successRate: 80,
  failures: 3,
  drop: 50,
  duration: 10,
  age: "auto",
  drift: 10,
  freeSpace: 20,
  checksumFailures: 0,
  errors: ["quota", "no space", "permission denied"],
} as const satisfies WrittenChecks

type Written = Loose<WrittenChecks>

export const resolveChecks = (own: Written = {}, shared: Written = {}): Thresholds => {
  const number = (key: Exclude<keyof WrittenChecks, "age" | "errors">): number | undefined => {
    const written = own[key] ?? shared[key] ?? usualChecks[key]
    return written === "off" ? undefined : written
  }
  const age = own.age ?? shared.age ?? usualChecks.age
  return {
    successRate: number("successRate"),
    failures: number("failures"),
    drop: number("drop"),
    duration: number("duration"),
    age: age === "off" ? undefined : age === "auto" ? age : millisecondsOf(age),
    drift: number("drift"),
    freeSpace: number("freeSpace"),
    checksumFailures: number("checksumFailures"),
    errors: (own.errors ?? shared.errors ?? usualChecks.errors).filter((error) => error !== undefined),
  }
}

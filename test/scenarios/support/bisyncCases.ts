/** Two-way scenarios of rclone's own tests: what is done, step by step, and what rclone ended with. */
import { readFileSync } from "node:fs"

export interface BisyncCase {
  readonly case: string
  readonly steps: ReadonlyArray<string>
  readonly initial: ReadonlyArray<{ readonly path: string; readonly text?: string; readonly size?: number }>
  readonly modfiles: ReadonlyArray<{ readonly path: string; readonly text: string }>
  readonly runs: ReadonlyArray<{ readonly step: number; readonly outcome: Outcome }> // steps count from 1
  readonly final: ReadonlyArray<{ readonly path: string; readonly size: number; readonly time: string }>
}

export type Outcome = "success" | "aborted-no-lockout" | "critical-needs-resync"

/** A text, and the day on which it was modified; `undefined`: the day does not matter. */
export interface Version {
  readonly text: string
  readonly day: string | undefined
}

export type Versions = Readonly<Record<string, Version>>

const text = readFileSync(new URL("../../fixtures/bisync.json", import.meta.url), "utf8")

export const bisyncCases = (JSON.parse(text) as { readonly cases: ReadonlyArray<BisyncCase> }).cases

/** What both sides start with. Where only the size was recorded, letters stand in for the content. */
export const initialOf = ({ initial }: BisyncCase): Versions =>
  Object.fromEntries(
    initial.map(({ path, size = 0, text = "x".repeat(size) }) => [path, { text, day: "2000-01-01" }]),
  )

/**
 * The recorded listing with the texts that it stands for: those of the inputs, found by name and size. `settled` are the
 * paths for which somebody says more than the listing does; they are left out.
 */
export const finalOf = (recorded: BisyncCase, settled: ReadonlySet<string>): Versions =>
  Object.fromEntries(
    recorded.final.map(({ path, ...rest }) => ({ path: nameOnDisk(path), ...rest }))
      .filter(({ path }) => !settled.has(path))
      .map(({ path, size, time }) => {
        const day = time === "0001-01-01" ? undefined : time // rclone was told not to look at times
        return [path, { text: textOf(recorded, path, size), day }]
      }),
  )

/** The recorded listing shows what cannot be printed: control characters as pictures, single bytes in hexadecimal. */
const nameOnDisk = (shown: string): string =>
  shown.replaceAll(/[\u2400-\u241F]/gu, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400))
    .replaceAll(/\\x([0-9a-f]{2})/gu, (_, hexadecimal: string) => String.fromCharCode(parseInt(hexadecimal, 16)))

const textOf = (recorded: BisyncCase, path: string, size: number): string => {
  const before = Object.entries(initialOf(recorded)).map(([path, { text }]) => ({ path, text }))
  const ofSize = [...recorded.modfiles, ...before].filter(({ text }) => Buffer.byteLength(text) === size)
  const namesakes = ofSize.filter((each) => each.path === path)
  const texts = new Set((namesakes.length > 0 ? namesakes : ofSize).map(({ text }) => text))
  if (texts.size !== 1) throw new Error(`${recorded.case}: which text of ${size} bytes ${path} holds is not recorded`)
  return [...texts][0]!
}

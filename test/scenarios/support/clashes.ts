/** Files that both sides of a pair changed, and what is to become of them. */
import { assert } from "@effect/vitest"
import { type FileSpec } from "./tree.ts"
import { type TwoFolders } from "./twoFolders.ts"
import { backupOf, keptTexts } from "./usersTree.ts"

export const seconds = Date.UTC(2026, 10, 22, 14, 2, 30) / 1000

/** What the two sides make of one file. */
export interface Clash {
  readonly left: FileSpec
  readonly right: FileSpec
}

export const short = (side: string, at = seconds): FileSpec => ({ content: `${side.padEnd(5)} edit`, seconds: at })
const long = (side: string): FileSpec => ({ content: `${side.padEnd(5)} edit, ${"long ".repeat(18)}`, seconds })

export const clashes = {
  newerLeft: { left: short("left", seconds + 3600), right: short("right") },
  newerRight: { left: short("left"), right: short("right", seconds + 3600) },
  largerLeft: { left: long("left"), right: short("right") },
  largerRight: { left: short("left"), right: long("right") },
  tie: { left: short("left"), right: short("right") },
} satisfies Readonly<Record<string, Clash>>
export const names = Object.keys(clashes) as ReadonlyArray<keyof typeof clashes>

export type Verdict = "left" | "right" | "held" | "both"

/** What both sides and their backups hold. */
export interface Expected {
  readonly left: Record<string, string>
  readonly right: Record<string, string>
  readonly leftKept: Array<string>
  readonly rightKept: Array<string>
}

export const copyOf = (path: string, side: "left" | "right", { seconds: at }: FileSpec): string => {
  const minute = new Date(at! * 1000).toISOString().slice(0, 16).replace(":", "")
  return path.replace(".txt", `.conflict-${side}-${minute}.txt`)
}

export const settle = (
  expected: Expected,
  path: string,
  { left, right }: Clash,
  verdict: Verdict,
  loser: string,
): void => {
  const [ofLeft, ofRight] = [String(left.content), String(right.content)]
  expected.left[path] = verdict === "right" ? ofRight : ofLeft
  expected.right[path] = verdict === "right" || verdict === "held" ? ofRight : ofLeft
  if (verdict === "held") return
  const lost = verdict === "right" ? "left" : "right"
  const [version, text] = lost === "left" ? [left, ofLeft] : [right, ofRight]
  if (loser === "keep-copy" || verdict === "both") {
    expected.left[copyOf(path, lost, version)] = text
    expected.right[copyOf(path, lost, version)] = text
  } else {
    expected[`${lost}Kept`].push(`${path}: ${text}`)
  }
}

export const assertHolds = (folders: TwoFolders, expected: Expected): void => {
  const { left, leftKept, right, rightKept } = expected
  assert.deepStrictEqual(folders.trees(), { left, right })
  assert.deepStrictEqual(keptTexts(backupOf(folders.left)), leftKept.toSorted())
  assert.deepStrictEqual(keptTexts(backupOf(folders.right)), rightKept.toSorted())
}

export const start = { "anchor.txt": "there from the start" }

export const expecting = (): Expected => ({ left: { ...start }, right: { ...start }, leftKept: [], rightKept: [] })

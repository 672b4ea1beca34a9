/** Old versions to tell of. */
import { type Version } from "../../src/report/renderVersions.ts"
import { at } from "./samples.ts"

const noon = Date.UTC(2026, 10, 22, 12)
const day = 24 * 3600_000

export const versionOf = (parts: Partial<Version> = {}): Version => ({
  run: "a1b2c3d4",
  at: noon,
  side: "right",
  path: at("docs/日本.txt"),
  file: { _tag: "File", size: 2048, modified: noon - day },
  ...parts,
})

/** Of several runs; two began at once. */
export const versions: ReadonlyArray<Version> = [
  versionOf({ run: "00000001", at: 0, file: { _tag: "File", size: 1, modified: noon - 9 * day } }),
  versionOf({ run: "00000002", at: 0, file: { _tag: "File", size: 2, modified: noon - 8 * day } }),
  versionOf({ run: "0badcafe", at: noon - day, side: "left" }),
  versionOf(),
]

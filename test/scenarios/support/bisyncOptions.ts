/** rclone's options of a two-way run in the words of the syncfile. */
import { readFileSync } from "node:fs"
import { type Written } from "./syncfileFor.ts"

export interface BisyncOptions {
  readonly isDryRun: boolean
  readonly isResync: boolean
  readonly isForced: boolean
  readonly settings: Written // of the pair
}

/** `placeOf`: how the syncfile spells a folder of the disk. */
export const optionsOf = (
  words: ReadonlyArray<string>,
  placeOf: (side: Side, path: string) => string,
): BisyncOptions => {
  const given = new Map(words.map((word) => [word.split("=")[0]!, word.slice(word.indexOf("=") + 1)]))
  for (const name of given.keys()) if (!known.has(name)) throw new Error(`no scenario has the option "${name}"`)
  const filters = given.get("filters-file")
  const [left, right] = [given.get("backupdir1"), given.get("backupdir2")]
  return {
    isDryRun: given.has("dry-run"),
    isResync: given.has("resync"),
    isForced: given.has("force"),
    settings: {
      compare: { by: comparisonOf(given) },
      conflicts: {
        resolve: resolutions[given.get("conflict-resolve") ?? "none"],
        loser: given.get("conflict-loser") === "delete" ? "backup" : "keep-copy",
      },
      limits: { deletes: { percent: Number(given.get("max-delete") ?? 50) } },
      ...(filters === undefined ? {} : { filters: rulesOf(readFileSync(filters, "utf8")) }),
      ...(left === undefined || right === undefined
        ? {}
        : { backup: { left: placeOf("left", left), right: placeOf("right", right) } }),
    },
  }
}

type Side = "left" | "right"

/** Those that are not looked at below change nothing here: the table of differences says why. */
const known: ReadonlySet<string> = new Set(
  ("resync dry-run force max-delete filters-file backupdir1 backupdir2 conflict-resolve conflict-loser checksum nomodtime "
    + "size-only compare-all conflict-suffix check-access create-empty-src-dirs ignore-size").split(" "),
)

/** Without a winner rclone keeps both versions, each under a new name; here the left one keeps the old name. */
const resolutions: Readonly<Record<string, string>> = {
  none: "keep-both",
  path1: "left",
  path2: "right",
  newer: "newer",
  older: "older",
  larger: "larger",
  smaller: "smaller",
}

const comparisonOf = (given: ReadonlyMap<string, string>): ReadonlyArray<string> => {
  if (given.has("checksum") || given.has("nomodtime")) return ["checksum"]
  return given.has("size-only") ? ["size"] : ["size", "modified"]
}

const rulesOf = (file: string): ReadonlyArray<string> =>
  file.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !/^[#;]/u.test(line))

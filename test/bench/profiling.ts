/** Has syncfile leave CPU profiles, and tells what they say. */
import { mkdirSync, rmSync } from "node:fs"
import { join, relative } from "node:path"
import { renderTable } from "../../src/report/renderTable.ts"
import { plainStyle } from "../../src/report/Style.ts"
import { placeOf, profilesIn, readProfile, selfTimesOf } from "./CpuProfile.ts"
import { formatShare } from "./formatFigure.ts"
import { type Command } from "./Tool.ts"

const shown = 15

/** Every row has a folder of its own below `bench`, emptied here. */
export const emptyFolderFor = (row: string, project: string): string => {
  const folder = join(project, "bench", row)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

export const profiled = ({ program, args }: Command, folder: string): Command => ({
  program,
  args: ["--cpu-prof", "--cpu-prof-dir", folder, ...args],
})

/** The functions in which most time was spent, of each profile there. */
export const renderProfiles = (folder: string, project: string): string =>
  profilesIn(folder).map((path) => {
    const lines = selfTimesOf(readProfile(path)).slice(0, shown).map(({ frame, milliseconds, share }) => [
      `${milliseconds.toFixed(0)} ms`,
      formatShare(share),
      frame.functionName || "(anonymous)",
      placeOf(frame, project),
    ])
    return `${relative(project, path)}\n${renderTable(["self time", "share", "function", "where"], lines, plainStyle)}`
  }).join("\n\n")

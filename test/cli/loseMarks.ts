/** Without the marks nothing proves that a folder in another place is the same one. */
import { readdirSync, rmSync } from "node:fs"
import { join } from "node:path"

export const loseMarks = (folder: string): void => {
  for (const name of readdirSync(folder)) if (name.startsWith(".syncfile-mark-")) rmSync(join(folder, name))
}

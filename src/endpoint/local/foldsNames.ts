/** Whether a folder is found under its name in other letters, too: asked of a name that is there, nothing is written. */
import { lstatSync } from "node:fs"
import { basename, dirname, join } from "node:path"

/** A name without letters to swap tells nothing, so its folder is asked. */
export const foldsNames = (absolute: string): boolean => {
  const name = basename(absolute)
  const swapped = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase()
  if (swapped === name) return name !== "" && foldsNames(dirname(absolute))
  const quietly = { throwIfNoEntry: false } as const
  const here = lstatSync(absolute, quietly)
  const there = lstatSync(join(dirname(absolute), swapped), quietly)
  return here !== undefined && there !== undefined && here.ino === there.ino && here.dev === there.dev
}

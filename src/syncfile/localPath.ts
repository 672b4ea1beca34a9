/** Paths on this machine as the syncfile writes them, made absolute. */

export interface Folders {
  readonly directory: string // the folder of the syncfile, absolute
  readonly home: string // absolute
}

/** `/path` as it is, `~/path` from the home folder, anything else from the folder of the syncfile. */
export const localPath = (written: string, { directory, home }: Folders): string =>
  written === "~" || written.startsWith("~/")
    ? normalised(`${home}/${written.slice(2)}`)
    : normalised(written.startsWith("/") ? written : `${directory}/${written}`)

/** Without empty, `.` and `..` names and without a slash at the end. Nothing lies above the root. */
export const normalised = (path: string): string => {
  const names: Array<string> = []
  for (const name of path.split("/")) {
    if (name === "..") names.pop()
    else if (name !== "" && name !== ".") names.push(name)
  }
  return `/${names.join("/")}`
}

/** Whether a folder is the other one or holds it, both written in the same way. */
export const holds = (folder: string, path: string): boolean =>
  folder === path || path.startsWith(folder === "/" ? folder : `${folder}/`)

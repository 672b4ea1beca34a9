/** Folders that nothing may be written to on somebody else's behalf: whole machines, home folders, our own files. */
import { type Folder } from "./Folder.ts"
import { type Folders, holds } from "./localPath.ts"

/** How a sentence on the folder goes on; `undefined` for one that does no harm. */
export const dangerOf = (
  { machine, path }: Folder,
  { directory, home }: Folders,
  state: string | undefined,
): string | undefined => {
  const isLocal = machine === ""
  return path === "/"
    ? `is the root of the ${isLocal ? "file system" : "server"}`
    : path === ""
    ? "is the folder that the server opens at login"
    : isLocal && holds(path, home)
    ? path === home ? "is your home folder" : "holds your home folder"
    : isLocal && holds(path, directory)
    ? "holds the syncfile itself"
    : isLocal && state !== undefined && holds(path, state)
    ? "holds the state of this syncfile"
    : undefined
}

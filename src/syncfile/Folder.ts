/** A folder with the machine it is on, so that folders of all pairs can be held against each other. */
import { Result } from "effect"
import { type Place } from "../domain/Pair.ts"
import { inTreeOrder } from "../domain/RelPath.ts"
import { holds } from "./localPath.ts"
import { type Reading } from "./Reading.ts"
import { belowRoot, serverPath } from "./serverPath.ts"

/** Two remotes that name one server and one user are one machine; this machine is "". */
export interface Folder {
  readonly machine: string
  readonly path: string
}

/** `undefined` when the remote is too broken to tell. */
export const folderOf = ({ parsed: { syncfile } }: Reading, place: Place): Folder | undefined => {
  if (place._tag === "Local") return { machine: "", path: place.path }
  const remote = syncfile.remotes?.[place.remote]
  if (remote === undefined || ("root" in remote && remote.root === undefined)) return undefined
  const root = serverPath(remote.root ?? "")
  if (Result.isFailure(root)) return undefined
  const { host, jump = "", port = remote.sshConfig === true ? "" : 22, user = "" } = remote
  const server = host === undefined ? `remote ${place.remote}` : `${host.toLowerCase()} ${port} ${user} ${jump}`
  return { machine: server, path: belowRoot(root.success, place.path) }
}

/** How the first folder lies to the second one, in a word for sentences; `undefined` when they have nothing in common. */
export type Relation = "is" | "lies inside" | "holds"

export const relationOf = (folder: Folder, other: Folder): Relation | undefined =>
  folder.machine !== other.machine
    ? undefined
    : folder.path === other.path
    ? "is"
    : contains(other.path, folder.path)
    ? "lies inside"
    : contains(folder.path, other.path)
    ? "holds"
    : undefined

/** On a server, what does not start with `/` lies somewhere below `/`, and below "" if it is not "" itself. */
const contains = (folder: string, path: string): boolean =>
  folder === "/" || (folder === "" ? !path.startsWith("/") : holds(folder, path))

export const keyOfFolder = ({ machine, path }: Folder): string => `${machine}\0${path}`

/** The keys of the folder itself and of all that hold it, the nearest first. */
export const keysAround = ({ machine, path }: Folder): ReadonlyArray<string> => {
  const paths = [path]
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) paths.push(path.slice(0, at))
  if (path !== "" && !path.startsWith("/")) paths.push("")
  if (path !== "/") paths.push("/")
  return paths.map((path) => keyOfFolder({ machine, path }))
}

export interface Ordered extends Folder {
  readonly order: number // in the syncfile
}

export interface Overlap<F extends Ordered> {
  readonly first: F // in the syncfile
  readonly second: F
  readonly relation: Relation // of the second to the first
}

/** In tree order a folder comes right before what it holds, so each one is held against one other only. */
export const overlapsIn = <F extends Ordered>(folders: ReadonlyArray<F>): ReadonlyArray<Overlap<F>> => {
  const byMachine = folders.toSorted((a, b) =>
    a.machine === b.machine
      ? inTreeOrder(a.path, b.path) || a.order - b.order
      : a.machine < b.machine
      ? -1
      : 1
  )
  const overlaps: Array<Overlap<F>> = []
  let outer: F | undefined
  for (const folder of byMachine) {
    const relation = outer && relationOf(folder, outer)
    if (outer === undefined || relation === undefined) {
      outer = folder
      continue
    }
    const [first, second] = outer.order < folder.order ? [outer, folder] : [folder, outer]
    overlaps.push({ first, second, relation: relation === "is" || second === folder ? relation : "holds" })
  }
  return overlaps
}

/** Refuses folders that would do harm: whole machines, home folders, and folders within each other. */
import { Result } from "effect"
import { type Place } from "../domain/Pair.ts"
import { inTreeOrder } from "../domain/RelPath.ts"
import { holds } from "./localPath.ts"
import { type Reading } from "./Reading.ts"
import { type Placed } from "./resolvePairs.ts"
import { belowRoot, serverPath } from "./serverPath.ts"
import { type KeyPath } from "./SourceMap.ts"

/** A folder with the machine it is on. Two remotes that name one server and one user are one machine. */
interface Folder {
  readonly machine: string
  readonly path: string
}

interface Target extends Folder {
  readonly pair: string
  readonly order: number // in the syncfile
}

export const judgeRoots = (reading: Reading, pairs: ReadonlyArray<Placed>, state: string | undefined): void => {
  const targets: Array<Target> = []
  for (const [order, { name, source, target }] of pairs.entries()) {
    const path = ["pairs", name, "target"]
    const to = target && folderOf(reading, target)
    if (to === undefined || judgeDanger(reading, path, to, state)) continue
    const from = source && folderOf(reading, source)
    if (from !== undefined) judgeWithin(reading, path, from, to)
    targets.push({ ...to, pair: name, order })
  }
  judgeTargets(reading, targets)
}

/** `undefined` when the remote is too broken to tell. */
const folderOf = ({ parsed: { syncfile } }: Reading, place: Place): Folder | undefined => {
  if (place._tag === "Local") return { machine: "", path: place.path }
  const remote = syncfile.remotes?.[place.remote]
  if (remote === undefined || ("root" in remote && remote.root === undefined)) return undefined
  const root = serverPath(remote.root ?? "")
  if (Result.isFailure(root)) return undefined
  const { host, jump = "", port = remote.sshConfig === true ? "" : 22, user = "" } = remote
  const server = host === undefined ? `remote ${place.remote}` : `${host.toLowerCase()} ${port} ${user} ${jump}`
  return { machine: server, path: belowRoot(root.success, place.path) }
}

/** Says whether it complained, because a folder that holds everything overlaps with everything as well. */
const judgeDanger = (
  reading: Reading,
  path: KeyPath,
  { machine, path: target }: Folder,
  state: string | undefined,
): boolean => {
  const { directory, home } = reading.context
  const isLocal = machine === ""
  const danger = target === "/"
    ? `is the root of the ${isLocal ? "file system" : "server"}`
    : target === ""
    ? "is the folder that the server opens at login"
    : isLocal && holds(target, home)
    ? target === home ? "is your home folder" : "holds your home folder"
    : isLocal && holds(target, directory)
    ? "holds the syncfile itself"
    : isLocal && state !== undefined && holds(target, state)
    ? "holds the state of this syncfile"
    : undefined
  if (danger === undefined) return false
  const hint = "what a target holds may be replaced or deleted, so give it a folder of its own"
  reading.complain(path, `${reading.quote(path)} ${danger}, which cannot be a target`, hint)
  return true
}

const judgeWithin = (reading: Reading, path: KeyPath, source: Folder, target: Folder): void => {
  if (source.machine !== target.machine) return
  if (source.path === target.path) reading.complain(path, "source and target are the same folder")
  else if (contains(source.path, target.path)) reading.complain(path, "the target lies inside the source")
  else if (contains(target.path, source.path)) reading.complain(path, "the source lies inside the target")
}

/** On a server, what does not start with `/` lies somewhere below `/`, and below "" if it is not "" itself. */
const contains = (folder: string, path: string): boolean =>
  folder === "/" || (folder === "" ? !path.startsWith("/") : holds(folder, path))

/** In tree order a folder comes right before what it holds, so each target is held against one other only. */
const judgeTargets = (reading: Reading, targets: ReadonlyArray<Target>): void => {
  const byMachine = targets.toSorted((a, b) =>
    a.machine === b.machine
      ? inTreeOrder(a.path, b.path) || a.order - b.order
      : a.machine < b.machine
      ? -1
      : 1
  )
  let outer: Target | undefined
  for (const target of byMachine) {
    if (outer === undefined || outer.machine !== target.machine || !contains(outer.path, target.path)) {
      outer = target
      continue
    }
    const [first, second] = outer.order < target.order ? [outer, target] : [target, outer]
    const how = outer.path === target.path ? "is" : second === target ? "lies inside" : "holds"
    const path = ["pairs", second.pair, "target"]
    const message = `${reading.quote(path)} ${how} the target of pair \`${first.pair}\``
    reading.complain(path, message, "two pairs that write to one folder undo each other's work")
  }
}

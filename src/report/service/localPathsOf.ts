/** The paths of this machine that a service writes to, and those that it has to see besides. All absolute. */
import { type Pair, type Place } from "../../domain/Pair.ts"
import { type Remote } from "../../domain/Remote.ts"
import { secretsOf } from "../../domain/secretsOf.ts"
import { type Side, sides } from "../../domain/Side.ts"
import { type Service } from "./Service.ts"

/**
 * The folders that passes write to: none of them lies in another one. A side and its backup come as one folder that holds
 * both, because old versions are renamed into the backup, and nothing can be renamed from one mount to another.
 */
export const writtenBy = ({ setup: { pairs } }: Service): ReadonlyArray<string> =>
  outermost(pairs.flatMap((pair) => sides.flatMap((side) => writtenOn(pair, side))))

export const stateFolder = ({ setup: { state } }: Service): string => parentOf(state)
export const socketFolder = ({ setup: { daemon } }: Service): string => parentOf(daemon.socket)

export const readBy = ({ file, home, program, setup }: Service): ReadonlyArray<string> => [
  file,
  ...program,
  ...setup.pairs.flatMap(({ left, right }) => [left, right]).flatMap(pathOf),
  ...secretsOf(setup).flatMap((secret) => secret._tag === "File" ? [secret.path] : []),
  ...Array.from(setup.remotes.values()).flatMap((remote) => neededFor(remote, home)),
]

const neededFor = ({ auth, hostKey, knownHosts, sshConfig }: Remote, home: string): ReadonlyArray<string> => [
  ...(hostKey === undefined ? knownHosts : []),
  ...(sshConfig || auth === undefined ? [`${home}/.ssh`] : []),
]

export const outermost = (paths: ReadonlyArray<string>): ReadonlyArray<string> => {
  const all = [...new Set(paths)].sort()
  return all.filter((path) => !all.some((other) => other !== path && isWithin(path, other)))
}

export const isWithin = (path: string, folder: string): boolean =>
  folder === "/" || path === folder || path.startsWith(`${folder}/`)

/** A copy and a mirror leave their source as it is. */
const writtenOn = ({ backup, left, mode, right }: Pair, side: Side): ReadonlyArray<string> => {
  if (side === "left" && mode !== "two-way") return []
  const [root] = pathOf(side === "left" ? left : right)
  if (root === undefined) return []
  const kept = backup[side]
  const [folder = root] = kept === undefined ? [] : pathOf(kept.place)
  return [holdsBoth(root, folder)]
}

const holdsBoth = (path: string, other: string): string => {
  let folder = path
  while (!isWithin(other, folder)) folder = parentOf(folder)
  return folder
}

const pathOf = (place: Place): ReadonlyArray<string> => place._tag === "Local" ? [place.path] : []

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf("/")))

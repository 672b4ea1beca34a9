/** The order that keeps every prefix of a plan safe: make room, make and move directories, then content, then remove. */
import { type Action, type Delete, type Move } from "../domain/Action.ts"
import { depthOf, inTreeOrder, lineage } from "../domain/RelPath.ts"

export const inSafeOrder = (actions: ReadonlyArray<Action>): ReadonlyArray<Action> => {
  const deletes = actions.filter((action) => action._tag === "Delete")
  const directories = actions.filter(isOfDirectory)
  const moves = actions.filter((action) => action._tag === "Move").filter((action) => !isOfDirectory(action))
  const transfers = actions.filter((action) => action._tag === "Transfer")

  const made = new Set(directories.map(({ side, path }) => `${side}:${path}`))
  const stepsAside = ({ side, from }: Move) => made.has(`${side}:${from}`)
  const filled = new Set([...made, ...[...moves, ...transfers].map(({ side, path }) => `${side}:${path}`)])
  const makesRoom = ({ side, path }: Action) => lineage(path).some((above) => filled.has(`${side}:${above}`))

  return [
    ...moves.filter(stepsAside).toSorted((a, b) => inTreeOrder(a.path, b.path)),
    ...filesThenDirectories(deletes.filter(makesRoom)),
    ...directories.toSorted((a, b) => depthOf(a.path) - depthOf(b.path) || inTreeOrder(a.path, b.path)),
    ...moves.filter((action) => !stepsAside(action)).toSorted((a, b) => inTreeOrder(a.path, b.path)),
    ...transfers.toSorted((a, b) => inTreeOrder(a.path, b.path)),
    ...filesThenDirectories(deletes.filter((action) => !makesRoom(action))),
  ]
}

/** One that is moved takes its place among those that are made: what lies in it may have to be made in it. */
const isOfDirectory = (action: Action): boolean =>
  action._tag === "MakeDirectory" || (action._tag === "Move" && action.wanted._tag === "Directory")

/** A directory can only be removed once it is empty, so what is inside goes first. */
const filesThenDirectories = (deletes: ReadonlyArray<Delete>): ReadonlyArray<Delete> => [
  ...deletes.filter(({ expected }) => expected?._tag !== "Directory").toSorted((a, b) => inTreeOrder(a.path, b.path)),
  ...deletes.filter(({ expected }) => expected?._tag === "Directory").toSorted((a, b) =>
    depthOf(b.path) - depthOf(a.path) || inTreeOrder(a.path, b.path)
  ),
]

/** Splits actions in safe order into the runs of them that do not depend on each other. */
export const phases = (actions: ReadonlyArray<Action>): ReadonlyArray<ReadonlyArray<Action>> => {
  const all: Array<Array<Action>> = []
  let last: string | undefined
  for (const action of actions) {
    const phase = phaseOf(action)
    if (phase !== last) all.push([])
    all.at(-1)!.push(action)
    last = phase
  }
  return all
}

const phaseOf = (action: Action): string => {
  if (isOfDirectory(action)) return `directories at depth ${depthOf(action.path)}`
  if (action._tag === "Transfer") return "transfer"
  if (action._tag === "Move") return "move files"
  return action.expected?._tag === "Directory" ? `remove directories at depth ${depthOf(action.path)}` : "delete files"
}

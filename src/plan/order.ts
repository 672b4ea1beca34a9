/** The order that keeps every prefix of a plan safe: make room, make directories, move content, then remove. */
import { type Action, type Delete } from "../domain/Action.ts"
import { depthOf, inTreeOrder, lineage } from "../domain/RelPath.ts"

export const inSafeOrder = (actions: ReadonlyArray<Action>): ReadonlyArray<Action> => {
  const deletes = actions.filter((action) => action._tag === "Delete")
  const directories = actions.filter((action) => action._tag === "MakeDirectory")
  const transfers = actions.filter((action) => action._tag === "Transfer")

  const filled = new Set([...directories, ...transfers].map(({ side, path }) => `${side}:${path}`))
  const makesRoom = ({ side, path }: Action) => lineage(path).some((above) => filled.has(`${side}:${above}`))

  return [
    ...filesThenDirectories(deletes.filter(makesRoom)),
    ...directories.toSorted((a, b) => depthOf(a.path) - depthOf(b.path) || inTreeOrder(a.path, b.path)),
    ...transfers.toSorted((a, b) => inTreeOrder(a.path, b.path)),
    ...filesThenDirectories(deletes.filter((action) => !makesRoom(action))),
  ]
}

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
  if (action._tag === "Transfer") return "transfer"
  const isFile = action._tag === "Delete" && action.expected?._tag !== "Directory"
  return isFile ? "delete files" : `${action._tag} at depth ${depthOf(action.path)}`
}

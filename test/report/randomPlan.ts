/** Plans at random: a few names at every depth, so that directories fill up, nest and fold. */
import { Schema } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { type Plan } from "../../src/domain/Plan.ts"
import { type RelPath } from "../../src/domain/RelPath.ts"
import {
  addFile,
  addFolder,
  at,
  changeFile,
  decided,
  file,
  folder,
  moveFile,
  moveFolder,
  onLeft,
  planOf,
  remove,
  stepAside,
} from "./samples.ts"

const Name = Schema.Literals(["a", "b", "c", "d", "e", "f.txt", "g", "日本", "x\u001b[2J"])
const fates = [
  "add",
  "add folder",
  "change",
  "delete",
  "delete folder",
  "replace",
  "move",
  "rename",
  "move folder",
  "step aside",
  "conflict",
] as const

const Drawn = Schema.Struct({
  names: Schema.NonEmptyArray(Name),
  fate: Schema.Literals(fates),
  isOnLeft: Schema.Boolean,
  isDecided: Schema.Boolean,
})

export const Sketch = Schema.Struct({ mode: Schema.Literals(["mirror", "two-way"]), drawn: Schema.Array(Drawn) })
export type Sketch = typeof Sketch.Type

/** Each path has one fate: the first that is drawn for it. Only two-way pairs write to the left and decide conflicts. */
export const planFrom = ({ mode, drawn }: Sketch): Plan => {
  const chosen = new Map<RelPath, typeof Drawn.Type>()
  for (const each of drawn) {
    const path = at(each.names.slice(0, 5).join("/"))
    if (!chosen.has(path)) chosen.set(path, each)
  }
  const conflicts = Array.from(chosen).filter(([, { fate }]) => fate === "conflict").map(([path]) => path)
  return planOf({
    mode,
    actions: Array.from(chosen).flatMap(([path, { fate, isOnLeft, isDecided }]) =>
      stepsFor(path, fate).map((action) => {
        if (mode !== "two-way") return action
        const settled = isDecided ? decided(action, "it was\nchanged twice") : action
        return isOnLeft ? onLeft(settled) : settled
      })
    ),
    conflicts: conflicts.map((path) => ({ path, left: file(1), right: folder, reason: "in the way" })),
  })
}

const stepsFor = (path: RelPath, fate: typeof Drawn.Type["fate"]): ReadonlyArray<Action> => {
  switch (fate) {
    case "add":
      return [addFile(path, 10)]
    case "add folder":
      return [addFolder(path)]
    case "change":
      return [changeFile(path, 10, 20)]
    case "delete":
      return [remove(path)]
    case "delete folder":
      return [remove(path, folder)]
    case "replace":
      return [remove(path, folder), addFile(path, 10)]
    case "move":
      return [moveFile(`old/${path}`, path)]
    case "rename":
      return [moveFile(`${path} before`, path)]
    case "move folder":
      return [moveFolder(`old/${path}`, path, 3)]
    case "step aside":
      return [stepAside(`old/${path}`, path)]
    case "conflict":
      return []
  }
}

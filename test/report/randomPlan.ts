/** Plans at random: a few names at every depth, so that directories fill up, nest and fold. */
import { Schema } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { type Plan } from "../../src/domain/Plan.ts"
import { type RelPath } from "../../src/domain/RelPath.ts"
import { addFile, addFolder, at, changeFile, file, folder, planOf, remove } from "./samples.ts"

const Name = Schema.Literals(["a", "b", "c", "d", "e", "f.txt", "g", "日本", "x\u001b[2J"])
const Fate = Schema.Literals(["add", "add folder", "change", "delete", "delete folder", "replace", "conflict"])

export const Sketch = Schema.Array(Schema.Struct({ names: Schema.NonEmptyArray(Name), fate: Fate }))
export type Sketch = typeof Sketch.Type

/** Each path has one fate: the first that is drawn for it. */
export const planFrom = (sketch: Sketch): Plan => {
  const fates = new Map<RelPath, typeof Fate.Type>()
  for (const { names, fate } of sketch) {
    const path = at(names.slice(0, 5).join("/"))
    if (!fates.has(path)) fates.set(path, fate)
  }
  const conflicts = Array.from(fates).filter(([, fate]) => fate === "conflict").map(([path]) => path)
  return planOf({
    actions: Array.from(fates).flatMap(([path, fate]) => stepsFor(path, fate)),
    conflicts: conflicts.map((path) => ({ path, left: file(1), right: folder, reason: "in the way" })),
  })
}

const stepsFor = (path: RelPath, fate: typeof Fate.Type): ReadonlyArray<Action> => {
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
    case "conflict":
      return []
  }
}

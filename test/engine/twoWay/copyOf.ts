/** Copies of a whole side, as backup tools make them, and what it means to put one back. */
import { type Node } from "../../../src/endpoint/memory/MemoryTree.ts"
import { type MemoryWorld } from "../../../src/endpoint/memory/MemoryWorld.ts"

export type Copy = ReadonlyMap<string, Node>

export const copyOf = (world: MemoryWorld): Copy =>
  new Map(
    world.paths().flatMap((path) => {
      const node = world.find(path)
      return node === undefined ? [] : [[path, node] as const]
    }),
  )

/** Files keep their times and get ids of their own. */
export const putBackCopy = (world: MemoryWorld, copy: Copy): void => {
  for (const path of world.paths()) world.remove(path)
  for (const [path, node] of copy) {
    if (node._tag === "File") world.put(path, node.content, { modified: node.modified, mode: node.mode })
    else if (node._tag === "Directory") world.putEntry(path, { _tag: "Directory" })
  }
}

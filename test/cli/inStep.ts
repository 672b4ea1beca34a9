/** Two-way pairs that an apply has brought in step: each with a folder of its own on either side, `NAME-a` and `NAME-b`. */
import { Effect } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type Written } from "../scenarios/support/syncfileFor.ts"
import { type Tree, writeTree } from "../scenarios/support/tree.ts"
import { commandLine } from "./commandLine.ts"

export const inStep = Effect.fnUntraced(function*(pairs: Readonly<Record<string, Written>>, start: Tree) {
  const line = yield* commandLine
  const declared = Object.entries(pairs).map(([name, more]) => [name, {
    mode: "two-way",
    left: `./${name}-a`,
    right: `./${name}-b`,
    ...more,
  }])
  line.declare({ pairs: Object.fromEntries(declared) })
  for (const name of Object.keys(pairs)) {
    for (const side of ["a", "b"]) writeTree(join(line.folder, `${name}-${side}`), { "calm.txt": "calm", ...start })
  }
  yield* line.run("apply", "-y")
  return {
    ...line,
    read: (path: string) => readFileSync(join(line.folder, path), "utf8"),
    list: (path: string) => readdirSync(join(line.folder, path)).filter((name) => !name.startsWith(".")).toSorted(),
    resolve: (...args: ReadonlyArray<string>) => line.run("conflicts", "resolve", ...args, "-y"),
  }
})

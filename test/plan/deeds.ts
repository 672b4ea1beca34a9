/** What people do to the files of one side. */
import { Schema } from "effect"
import { directory, type Entry, type File } from "../../src/domain/Entry.ts"
import { isWithin, lineage, type RelPath } from "../../src/domain/RelPath.ts"
import { at, file, link, special, unknown } from "../support/entries.ts"
import { renewed, type Tree } from "./pretending.ts"

const Path = Schema.Literals([
  "a",
  "A",
  "b",
  "c",
  "h",
  "t",
  "a/a",
  "a/b",
  "a/h",
  "b/a",
  "b/b",
  "c/a",
  "t/a",
  "a/b/a",
  "a/b/b",
  "b/c/a",
])
const Content = Schema.Literals(["x", "x", "y", "zz", ""])

/** What people do. `edit in secret`: size and time stay as they were. */
const Deed = Schema.Union([
  Schema.Struct({ does: Schema.Literals(["write", "write", "edit in secret"]), path: Path, content: Content }),
  Schema.Struct({ does: Schema.Literals(["touch", "change mode", "remove", "remove", "make directory"]), path: Path }),
  Schema.Struct({ does: Schema.Literals(["rename", "rename", "swap"]), path: Path, other: Path }),
])
const Odd = Schema.Struct({ does: Schema.Literals(["link", "special", "unknown"]), path: Path })
export const Deeds = Schema.Array(Deed)
/** The first things that were there. */
export const Beginnings = Schema.Array(Schema.Struct({ does: Schema.Literal("write"), path: Path, content: Content }))
export const OddDeeds = Schema.Array(Schema.Union([Deed, Deed, Deed, Deed, Deed, Odd]))

/** The same size in the same second always is the same content, so that first contact cannot be fooled. */
export const filesOf: Readonly<Record<string, File>> = {
  "x": file(1, 61_000, { digest: "x" }),
  "y": file(1, 122_400, { digest: "y" }),
  "zz": file(2, 181_700, { digest: "zz" }),
  "": file(0, 245_000, { digest: "" }),
}

const odd: Readonly<Record<string, Entry>> = { link, special, unknown }

export const grow = (trunk: Tree, deeds: typeof OddDeeds.Type, made = (entry: File): File => entry): Tree => {
  const tree: Tree = new Map(trunk)
  const clear = (path: RelPath) => {
    for (const each of tree.keys()) if (isWithin(path, each)) tree.delete(each)
  }
  const put = (path: RelPath, entry: Entry) => {
    clear(path)
    for (const above of lineage(path).slice(1)) {
      if (tree.get(above)?._tag !== "Directory") tree.set(above, directory)
    }
    tree.set(path, entry)
  }
  const lift = (path: RelPath) => {
    const lifted = [...tree].filter(([each]) => isWithin(path, each))
    clear(path)
    return lifted
  }
  const drop = (lifted: ReturnType<typeof lift>, from: RelPath, path: RelPath) => {
    for (const [each, entry] of lifted) {
      put(
        `${path}${each.slice(from.length)}` as RelPath,
        each === from && entry._tag === "File" ? renewed(entry) : entry,
      )
    }
  }
  for (const deed of deeds) {
    const path = at(deed.path)
    const there = tree.get(path)
    if (deed.does === "write" && "content" in deed) put(path, made(filesOf[deed.content]!))
    else if (deed.does === "remove") clear(path)
    else if (deed.does === "make directory") put(path, directory)
    else if (deed.does in odd) put(path, odd[deed.does]!)
    else if (deed.does === "touch" && there?._tag === "File") {
      tree.set(path, renewed({ ...there, modified: there.modified + 600_000 }))
    } else if (deed.does === "change mode" && there?._tag === "File") tree.set(path, renewed(there))
    else if ("other" in deed) {
      const other = at(deed.other)
      if (there === undefined || isWithin(path, other) || isWithin(other, path)) continue
      const lifted = lift(path)
      const back = deed.does === "swap" ? lift(other) : []
      clear(other)
      drop(lifted, path, other)
      drop(back, other, path)
    }
  }
  return tree
}

/** The lines that say what happens in each directory. */
import { type Conflict } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { roleOf } from "../domain/Side.ts"
import { type Change, sizeOf, symbols } from "./Change.ts"
import { conflictLines } from "./conflictLines.ts"
import { describeEntry } from "./describeEntry.ts"
import { printable } from "./escape.ts"
import { type Fold } from "./Fold.ts"
import { formatBytes } from "./formatBytes.ts"
import { type TimeFormat } from "./formatTime.ts"
import { type Group, type Item } from "./groupByDirectory.ts"
import { plural } from "./plural.ts"
import { renderRows, type Row, type RowLook } from "./renderRows.ts"
import { type Paint, type Style } from "./Style.ts"

export interface GroupLook extends RowLook {
  readonly time: TimeFormat
}

export const renderGroups = (groups: ReadonlyArray<Group>, look: GroupLook): ReadonlyArray<string> =>
  groups.flatMap((group) => [
    "",
    `  ${look.style.bold(folderText(group.directory))}`,
    ...renderRows([
      ...group.folds.map((fold) => foldRow(fold, look)),
      ...group.items.map((item) => itemRow(group.directory, item, look)),
    ], look),
  ])

const folderText = (directory: RelPath | undefined): string =>
  directory === undefined ? "./" : `${printable(directory)}/`

export const paintOf = (kind: Change["kind"], style: Style): Paint =>
  kind === "add" ? style.added : kind === "change" ? style.changed : kind === "move" ? style.moved : style.removed

const foldRow = (fold: Fold, look: GroupLook): Row => {
  const { kind, side, files, folders, bytes, from } = fold
  const counts = [
    ...(files > 0 ? [plural(files, "file", "files")] : []),
    ...(folders > 0 ? [plural(folders, "folder", "folders")] : []),
  ]
  const origin = from.length === 1 ? folderText(from[0]) : plural(from.length, "folder", "folders")
  return {
    symbol: symbols[kind],
    paint: paintOf(kind, look.style),
    isLoud: false,
    side,
    name: counts.join(", "),
    remark: joined([
      files > 0 && kind !== "move" ? formatBytes(bytes) : "",
      unusualSide(side, look),
      from.length > 0 ? look.style.moved(`from ${origin}`) : "",
    ]),
  }
}

const itemRow = (directory: RelPath | undefined, item: Item, look: GroupLook): Row => {
  const name = printable(directory === undefined ? item.path : item.path.slice(directory.length + 1))
  return item._tag === "Change" ? changeRow(name, item.change, look) : conflictRow(name, item.conflict, look)
}

const changeRow = (name: string, change: Change, look: GroupLook): Row => {
  const { kind, side, before, after, because } = change
  const isFolder = kind !== "replace" && (after ?? before)?._tag === "Directory"
  return {
    symbol: symbols[kind],
    paint: paintOf(kind, look.style),
    isLoud: kind === "delete" || kind === "replace",
    side,
    name: isFolder ? `${name}/` : name,
    remark: joined([sizesOf(change, look.style), unusualSide(side, look), originOf(change, look.style)]),
    below: because === undefined ? [] : [look.style.dim(printable(because))],
  }
}

const joined = (remarks: ReadonlyArray<string>): string => remarks.filter((remark) => remark !== "").join("  ")

const sizesOf = ({ kind, before, after }: Change, style: Style): string => {
  if (kind === "replace") return `${describeEntry(before)} ${style.arrow} ${describeEntry(after)}`
  const sizes = [sizeOf(before), sizeOf(after)].flatMap((size) => size === undefined ? [] : [formatBytes(size)])
  return Array.from(new Set(sizes)).join(` ${style.arrow} `)
}

/** In two-way pairs no side is unusual, and each has its column. */
const unusualSide = (side: Change["side"], { mode }: GroupLook): string =>
  mode === "two-way" || side === "right" ? "" : `on the ${roleOf(mode, side)}`

const originOf = ({ kind, path, from, like, after, inside, isCopy }: Change, style: Style): string => {
  if (like !== undefined) return style.moved(`copied there from ${printable(like)}, if it is the same`)
  if (from === undefined || from === path) return ""
  if (kind !== "move") return style.moved(`from ${printable(from)}`)
  const isFolder = after?._tag === "Directory"
  const along = isFolder ? `, with ${plural(inside, "entry", "entries")}` : isCopy ? ", kept as a copy" : ""
  return style.moved(`from ${printable(from)}${isFolder ? "/" : ""}`) + along
}

const conflictRow = (name: string, conflict: Conflict, { mode, style, time }: GroupLook): Row => ({
  symbol: "!",
  paint: style.conflict,
  isLoud: true,
  side: undefined,
  name,
  remark: "",
  below: conflictLines(conflict, mode, time),
})

/** The lines that say what happens in each directory. */
import { type Conflict } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { roleOf, sides } from "../domain/Side.ts"
import { type Change, sizeOf, symbols } from "./Change.ts"
import { describeEntry } from "./describeEntry.ts"
import { displayWidth } from "./displayWidth.ts"
import { printable } from "./escape.ts"
import { formatBytes } from "./formatBytes.ts"
import { type TimeFormat } from "./formatTime.ts"
import { type Fold, type Group, type Item } from "./groupByDirectory.ts"
import { plural } from "./plural.ts"
import { type Paint, type Style } from "./Style.ts"

export interface GroupLook {
  readonly style: Style
  readonly width: number
  readonly time: TimeFormat
}

export const renderGroups = (groups: ReadonlyArray<Group>, look: GroupLook): ReadonlyArray<string> =>
  groups.flatMap((group) => [
    "",
    `  ${look.style.bold(group.directory === undefined ? "./" : `${printable(group.directory)}/`)}`,
    ...aligned([
      ...group.folds.map((fold) => foldRow(fold, look.style)),
      ...group.items.map((item) => itemRow(group.directory, item, look)),
    ], look.width),
  ])

interface Row {
  readonly symbol: string
  readonly paint: Paint
  readonly isLoud: boolean // the name is painted too
  readonly name: string
  readonly remark: string
  readonly below?: ReadonlyArray<string>
}

const paintOf = (kind: Change["kind"], style: Style): Paint =>
  kind === "add" ? style.added : kind === "change" ? style.changed : style.removed

const foldRow = ({ kind, files, folders, bytes }: Fold, style: Style): Row => ({
  symbol: symbols[kind],
  paint: paintOf(kind, style),
  isLoud: false,
  name: [
    ...(files > 0 ? [plural(files, "file", "files")] : []),
    ...(folders > 0 ? [plural(folders, "folder", "folders")] : []),
  ].join(", "),
  remark: files > 0 ? formatBytes(bytes) : "",
})

const itemRow = (directory: RelPath | undefined, item: Item, look: GroupLook): Row => {
  const name = printable(directory === undefined ? item.path : item.path.slice(directory.length + 1))
  return item._tag === "Change" ? changeRow(name, item.change, look.style) : conflictRow(name, item.conflict, look)
}

const changeRow = (name: string, change: Change, style: Style): Row => {
  const { kind, before, after } = change
  const isFolder = kind !== "replace" && (after ?? before)?._tag === "Directory"
  return {
    symbol: symbols[kind],
    paint: paintOf(kind, style),
    isLoud: kind === "delete" || kind === "replace",
    name: isFolder ? `${name}/` : name,
    remark: [sizesOf(change, style), ...remarksOf(change, style)].filter((text) => text !== "").join("  "),
  }
}

const sizesOf = ({ kind, before, after }: Change, style: Style): string => {
  if (kind === "replace") return `${describeEntry(before)} ${style.arrow} ${describeEntry(after)}`
  const sizes = [sizeOf(before), sizeOf(after)].flatMap((size) => size === undefined ? [] : [formatBytes(size)])
  return Array.from(new Set(sizes)).join(` ${style.arrow} `)
}

/** What is unusual enough to be said. */
const remarksOf = ({ side, path, from }: Change, style: Style): ReadonlyArray<string> => [
  ...(side === "right" ? [] : [`on the ${roleOf(side)}`]),
  ...(from === undefined || from === path ? [] : [style.moved(`from ${printable(from)}`)]),
]

const conflictRow = (name: string, conflict: Conflict, { style, time }: GroupLook): Row => ({
  symbol: "!",
  paint: style.conflict,
  isLoud: true,
  name,
  remark: "",
  below: [
    printable(conflict.reason),
    ...sides.map((side) => {
      const entry = conflict[side]
      const when = entry?._tag === "File" ? `, modified ${time(entry.modified)}` : ""
      return `${roleOf(side)}: ${describeEntry(entry)}${when}`
    }),
  ],
})

/** Remarks stand in one column, as far as names are not longer than the width allows. */
const aligned = (rows: ReadonlyArray<Row>, width: number): ReadonlyArray<string> => {
  const widest = Math.max(shortestColumn, width - remarkRoom)
  let column = 0
  for (const { name, remark } of rows) if (remark !== "") column = Math.max(column, displayWidth(name))
  column = Math.min(column, widest)
  return rows.flatMap(({ symbol, paint, isLoud, name, remark, below = [] }) => {
    const start = `  ${" ".repeat(symbolWidth - symbol.length)}${paint(symbol)} ${isLoud ? paint(name) : name}`
    const gap = remark === "" ? "" : " ".repeat(Math.max(0, column - displayWidth(name)) + 2)
    return [`${start}${gap}${remark}`, ...below.map((line) => `${" ".repeat(symbolWidth + 7)}${line}`)]
  })
}

const symbolWidth = 3
const shortestColumn = 20
const remarkRoom = 28

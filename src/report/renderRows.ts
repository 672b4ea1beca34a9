/** Lines that say what happens to one path each, in columns: symbol, side, name, remark. */
import { type Mode } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"
import { displayWidth, padToWidth } from "./displayWidth.ts"
import { type Paint, type Style } from "./Style.ts"

export interface Row {
  readonly symbol: string
  readonly paint: Paint
  readonly isLoud: boolean // the name is painted too
  readonly side: Side | undefined // where it happens; undefined: nowhere yet
  readonly name: string
  readonly remark: string
  readonly below?: ReadonlyArray<string>
}

export interface RowLook {
  readonly mode: Mode
  readonly style: Style
  readonly width: number
}

/** Remarks stand in one column, as far as names are not longer than the width allows. */
export const renderRows = (rows: ReadonlyArray<Row>, { mode, style, width }: RowLook): ReadonlyArray<string> => {
  const sideWidth = mode === "two-way" ? displayWidth(sideText("right", style)) + 2 : 0
  const widest = Math.max(shortestColumn, width - remarkRoom - sideWidth)
  let column = 0
  for (const { name, remark } of rows) if (remark !== "") column = Math.max(column, displayWidth(name))
  column = Math.min(column, widest)
  return rows.flatMap(({ symbol, paint, isLoud, side, name, remark, below = [] }) => {
    const where = side === undefined || sideWidth === 0 ? "" : sideText(side, style)
    const head = `  ${" ".repeat(symbolWidth - symbol.length)}${paint(symbol)} ${padToWidth(where, sideWidth)}`
    const gap = remark === "" ? "" : " ".repeat(Math.max(0, column - displayWidth(name)) + 2)
    const indent = " ".repeat(symbolWidth + sideWidth + 7)
    return [`${head}${isLoud ? paint(name) : name}${gap}${remark}`, ...below.map((line) => `${indent}${line}`)]
  })
}

/** The arrow comes from the other side. In one-way modes it goes without saying. */
const sideText = (side: Side, style: Style): string => `${side === "right" ? style.arrow : style.backArrow} ${side}`

const symbolWidth = 3
const shortestColumn = 20
const remarkRoom = 28

/** How output looks: colours and glyphs, as data. */

export type Paint = (text: string) => string

export interface Style {
  readonly added: Paint
  readonly changed: Paint
  readonly removed: Paint
  readonly moved: Paint
  readonly conflict: Paint
  readonly dim: Paint
  readonly bold: Paint
  readonly arrow: string
  readonly backArrow: string
  readonly bothArrows: string
  readonly ellipsis: string
  readonly rule: string // stands left of a block
  readonly bar: { readonly full: string; readonly empty: string }
}

const asItIs: Paint = (text) => text

/** `on` and `off` are the numbers of a Select Graphic Rendition sequence. */
const paint = (on: number, off: number): Paint => (text) => text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`

const unicode = {
  arrow: "→",
  backArrow: "←",
  bothArrows: "↔",
  ellipsis: "…",
  rule: "│",
  bar: { full: "━", empty: "─" },
}
const ascii = {
  arrow: "->",
  backArrow: "<-",
  bothArrows: "<->",
  ellipsis: "...",
  rule: "|",
  bar: { full: "#", empty: "-" },
}

export const plainStyle: Style = {
  ...unicode,
  added: asItIs,
  changed: asItIs,
  removed: asItIs,
  moved: asItIs,
  conflict: asItIs,
  dim: asItIs,
  bold: asItIs,
}

export const colourStyle: Style = {
  ...unicode,
  added: paint(32, 39),
  changed: paint(33, 39),
  removed: paint(31, 39),
  moved: paint(36, 39),
  conflict: paint(35, 39),
  dim: paint(2, 22),
  bold: paint(1, 22),
}

/** For places that may not show more than ASCII. Names of files are not touched. */
export const inAscii = (style: Style): Style => ({ ...style, ...ascii })

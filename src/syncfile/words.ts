/** How complaints name the parts of a syncfile and spell its values. */
import { type KeyPath } from "./SourceMap.ts"

/** Longer text is cut: the excerpt below a complaint shows it anyway. */
const longest = 60

export const quoted = (text: string): string => `\`${text.length > longest ? `${text.slice(0, longest)}…` : text}\``

/** The whole way to a part: `pairs.photos.filters[2]`. */
export const nameOfPart = (path: KeyPath): string =>
  path.length === 0
    ? "the syncfile"
    : path.map((step, index) => isIndex(step) ? `[${step}]` : index === 0 ? `${step}` : `.${step}`).join("")

/** What a part is called where its place is shown as well: its key, or the list it stands in. */
export const labelOf = (path: KeyPath): string => {
  if (path.length === 0) return "the syncfile"
  const from = path.findLastIndex((step) => !isIndex(step))
  return quoted(nameOfPart(path.slice(Math.max(0, from))))
}

/** A value as YAML spells it on one line. */
export const spelt = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(spelt).join(", ")}]`
    : typeof value === "object" && value !== null
    ? `{ ${Object.entries(value).map(([key, item]) => `${key}: ${spelt(item)}`).join(", ")} }`
    : String(value)

export const alternatives = (values: ReadonlyArray<unknown>): string => {
  const all = values.map((value) => quoted(spelt(value)))
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`
}

const isIndex = (step: string | number) => /^\d+$/.test(String(step))

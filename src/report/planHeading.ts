/** The line above all that is shown of one plan: the pair, its mode and both folders. */
import { type Plan } from "../domain/Plan.ts"
import { printable } from "./escape.ts"
import { type Style } from "./Style.ts"

export const planHeading = ({ pair, mode, left, right }: Plan, style: Style): string => {
  const arrow = mode === "two-way" ? style.bothArrows : style.arrow
  return `${style.bold(printable(pair))}  ${mode}  ${printable(left)} ${arrow} ${printable(right)}`
}

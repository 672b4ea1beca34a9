/** A text with numbered lines. Long lines are scrolled on their own, by keyboard too, never the page. */
import { printable } from "../report/escape.ts"
import { differingLines, type Stretch } from "./differingLines.ts"

interface Source {
  readonly text: string
  readonly label: string
  readonly other: string | undefined // what it is compared with
}

export const SourceLines = ({ label, other, text }: Source) => {
  const lines = linesOf(text)
  const differing = other === undefined ? { from: 0, to: 0 } : differingLines(lines, linesOf(other))
  return (
    <>
      {other !== undefined && <p class="quiet small">{sentenceOn(differing)}</p>}
      <div class="source" role="region" aria-label={label} tabIndex={0}>
        <ol>
          {lines.map((line, index) => (
            <li key={index} class={index >= differing.from && index < differing.to ? "differs" : undefined}>
              <code>{line === "" ? " " : printable(line)}</code>
            </li>
          ))}
        </ol>
      </div>
    </>
  )
}

const linesOf = (text: string): ReadonlyArray<string> => text.replace(/\n$/, "").split(/\r?\n/)

const sentenceOn = ({ from, to }: Stretch): string =>
  to <= from
    ? "Every line of it is in the other one, too."
    : to === from + 1
    ? `Line ${to} differs.`
    : `Lines ${from + 1} to ${to} differ.`

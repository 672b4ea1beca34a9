/** A text with numbered lines. Long lines are scrolled on their own, by keyboard too, never the page. */
import { printable } from "../report/escape.ts"

export const SourceLines = ({ label, text }: { readonly text: string; readonly label: string }) => (
  <div class="source" role="region" aria-label={label} tabIndex={0}>
    <ol>
      {text.replace(/\n$/, "").split("\n").map((line, index) => (
        <li key={index}>
          <code>{line === "" ? " " : printable(line.replace(/\r$/, ""))}</code>
        </li>
      ))}
    </ol>
  </div>
)

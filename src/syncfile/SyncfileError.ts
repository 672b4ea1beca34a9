/** A syncfile the user has to mend: every complaint at once, each with its place in the text. */
import { Data } from "effect"
import { visible } from "./visible.ts"

export interface Complaint {
  readonly line: number // from 1
  readonly column: number // from 1, in UTF-16 units
  readonly message: string // what is wrong; safe to print
  readonly hint: string | undefined // what to write instead; safe to print
  readonly excerpt: ReadonlyArray<string> // lines of the file, safe to print, secrets starred out
}

export class SyncfileError extends Data.TaggedError("SyncfileError")<{
  readonly file: string
  readonly complaints: readonly [Complaint, ...ReadonlyArray<Complaint>] // in the order of the text
}> {
  override get message(): string {
    const shown = this.complaints.slice(0, mostShown).map((complaint) => rendered(this.file, complaint))
    const left = this.complaints.length - shown.length
    return [...shown, ...(left > 0 ? [`… and ${left} more`] : [])].join("\n\n")
  }
}

/** More than anyone reads at once; the others are still in `complaints`. */
const mostShown = 100

const rendered = (file: string, { line, column, message, hint, excerpt }: Complaint): string =>
  [
    `${visible(file)}:${line}:${column}: ${message}`,
    ...excerpt,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
  ].join("\n")

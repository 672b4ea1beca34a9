/** Something to mend in a syncfile, and where it stands in the text. */
import { excerpt } from "./excerpt.ts"
import { positionOf, type SourceText, type Span } from "./SourceText.ts"
import { type Complaint } from "./SyncfileError.ts"
import { visible } from "./visible.ts"

export interface Mistake {
  readonly span: Span
  readonly message: string
  readonly hint: string | undefined
}

/** In the order of the text. What an anchor spreads to many places is one mistake, told once. */
export const complaintsOf = (source: SourceText, mistakes: ReadonlyArray<Mistake>): ReadonlyArray<Complaint> => {
  const told = new Set<string>()
  const complaints: Array<Complaint> = []
  for (const { span, message, hint } of mistakes.toSorted((a, b) => a.span.start - b.span.start)) {
    const key = `${span.start} ${message}`
    if (told.has(key)) continue
    told.add(key)
    complaints.push({
      ...positionOf(source, span.start),
      message: visible(message),
      hint: hint === undefined ? undefined : visible(hint),
      excerpt: excerpt(source, span),
    })
  }
  return complaints
}

/** What stands in the place of a document that is not there, or not yet. */
import { Banner } from "./Banner.tsx"
import { type Known } from "./useDocument.ts"

interface About {
  readonly known: Known<unknown>
  readonly what: string // "a pair of this name"
}

export const Unread = ({ known: { problem }, what }: About) => {
  switch (problem?._tag) {
    case undefined:
      return <p class="quiet">Reading …</p>
    case "Missing":
      return <p class="quiet">The daemon knows nothing of {what}.</p>
    case "Failed":
      return <Banner tone="broken" title={`This could not be read: ${problem.message}.`} />
  }
}

/** From when a plan is, where the passes since then came to none. */
import { type PairStatus } from "../daemon/StatusDocument.ts"
import { Ago, Moment } from "./Time.tsx"

export const AsPlanned = ({ status: { last, planned } }: { readonly status: PairStatus }) =>
  planned === null || last === null || last.finished <= planned ? null : (
    <p class="quiet small">
      As planned at <Moment at={planned} />, <Ago at={planned} />. The passes since then came to no plan.
    </p>
  )

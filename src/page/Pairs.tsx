/** The table of all pairs, and the choice of which of them are shown. */
import { useState } from "preact/hooks"
import { type PairStatus } from "../daemon/StatusDocument.ts"
import { choosePairs, countByHealth, type PairChoice } from "./choosePairs.ts"
import { HealthFilter } from "./HealthFilter.tsx"
import { PairRow } from "./PairRow.tsx"

export const Pairs = ({ pairs }: { readonly pairs: ReadonlyArray<PairStatus> }) => {
  const [choice, setChoice] = useState<PairChoice>({ health: undefined, text: "" })
  if (pairs.length === 0) {
    return (
      <section aria-labelledby="pairs">
        <h2 id="pairs">Pairs</h2>
        <p class="empty">No pairs are watched: the syncfile has none.</p>
      </section>
    )
  }
  const shown = choosePairs(pairs, choice)
  return (
    <section aria-labelledby="pairs">
      <div class="headline">
        <h2 id="pairs">Pairs</h2>
        <HealthFilter
          choice={choice}
          counts={countByHealth(pairs)}
          onChoose={setChoice}
          hasSearch={pairs.length > 12}
        />
      </div>
      {shown.length === 0 ? <p class="empty">No pair is like that.</p> : <PairTable pairs={shown} />}
    </section>
  )
}

const PairTable = ({ pairs }: { readonly pairs: ReadonlyArray<PairStatus> }) => (
  <table class="pairs" role="table" aria-labelledby="pairs">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Pair</th>
        <th role="columnheader" scope="col">Health</th>
        <th role="columnheader" scope="col">State</th>
        <th role="columnheader" scope="col">Last pass</th>
        <th role="columnheader" scope="col">Next</th>
        <th role="columnheader" scope="col" class="number">Pending</th>
        <th role="columnheader" scope="col" class="number">Conflicts</th>
      </tr>
    </thead>
    <tbody role="rowgroup">{pairs.map((pair) => <PairRow key={pair.pair} status={pair} />)}</tbody>
  </table>
)

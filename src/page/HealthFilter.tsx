/** How many pairs are of which health, as buttons that show only those; and a search where there are many. */
import { type Health } from "../daemon/StatusDocument.ts"
import { type PairChoice } from "./choosePairs.ts"
import { healthShapes, Mark } from "./Mark.tsx"
import { healthWords } from "./words.ts"

interface Filter {
  readonly choice: PairChoice
  readonly counts: ReadonlyArray<readonly [Health, number]>
  readonly hasSearch: boolean
  readonly onChoose: (choice: PairChoice) => void
}

export const HealthFilter = ({ choice, counts, hasSearch, onChoose }: Filter) => {
  const all = counts.reduce((sum, [, count]) => sum + count, 0)
  const choose = (health: Health | undefined) => () => onChoose({ ...choice, health })
  return (
    <div class="filter">
      {hasSearch && (
        <label class="search">
          <span class="unseen">Search the pairs</span>
          <input
            type="search"
            placeholder="Name or folder"
            value={choice.text}
            onInput={(event) => onChoose({ ...choice, text: event.currentTarget.value })}
          />
        </label>
      )}
      <div class="chips" role="group" aria-label="Health">
        <button type="button" class="chip" aria-pressed={choice.health === undefined} onClick={choose(undefined)}>
          All <b>{all}</b>
        </button>
        {counts.map(([health, count]) => (
          <button
            key={health}
            type="button"
            class="chip"
            aria-pressed={choice.health === health}
            onClick={choose(health)}
          >
            <Mark shape={healthShapes[health]} />
            {healthWords[health]} <b>{count}</b>
          </button>
        ))}
      </div>
    </div>
  )
}

/** Each threshold of a pair, and what was seen. */
import { type Check } from "../domain/watch/checks.ts"
import { CheckMark } from "./Mark.tsx"
import { Message } from "./Name.tsx"
import { checkWords } from "./words.ts"

export const Checks = ({ checks }: { readonly checks: ReadonlyArray<Check> }) => (
  <section aria-labelledby="checks">
    <h2 id="checks">Checks</h2>
    {checks.length === 0
      ? <p class="empty">Nothing is checked: the syncfile turns all checks off.</p>
      : (
        <ul class="checks">
          {checks.map(({ message, name, state }) => (
            <li key={name}>
              <CheckMark state={state} />
              <span class="strong">{checkWords[name]}</span>
              <span class="quiet">
                <Message text={message} />
              </span>
            </li>
          ))}
        </ul>
      )}
  </section>
)

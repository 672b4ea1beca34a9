/** The paths on which both sides changed, each with its two versions side by side. */
import { type ComponentChildren } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import { type ConflictDocument, type EntryDocument } from "../report/PlanDocument.ts"
import { plural } from "../report/plural.ts"
import { entryWords } from "./entryWords.ts"
import { MoreRows } from "./MoreRows.tsx"
import { Message, Path } from "./Name.tsx"
import { hrefOf } from "./Route.ts"
import { sides, sideWord } from "./sideWord.ts"
import { Ago, Moment } from "./Time.tsx"

interface Held {
  readonly asPlanned: ComponentChildren // when they were found, if not by the last pass
  readonly pair: string
  readonly mode: string
  readonly conflicts: ReadonlyArray<ConflictDocument>
  readonly count: number // may be known from before watching began, when these are not
  readonly arrivedAt: string | undefined // the path of one; "": all of them
}

export const Conflicts = ({ arrivedAt, asPlanned, conflicts, count, mode, pair }: Held) => {
  const [room, setRoom] = useState(step)
  const heading = useArrivalHere<HTMLHeadingElement>(arrivedAt === "")
  const wanted = arrivedAt === undefined ? -1 : conflicts.findIndex(({ path }) => path === arrivedAt)
  const shown = conflicts.slice(0, Math.max(room, wanted + 1))
  return (
    <section aria-labelledby="conflicts">
      <h2 id="conflicts" ref={heading} tabIndex={-1}>Conflicts</h2>
      {count > 0 && asPlanned}
      {conflicts.length === 0 ? <p class="empty">{noneOf(count)}</p> : (
        <>
          <p class="quiet small">
            Decide with <code>syncfile conflicts resolve</code>, or let the syncfile say how.
          </p>
          <ul class="conflicts">
            {shown.map((conflict) => (
              <ConflictCard
                key={conflict.path}
                conflict={conflict}
                href={hrefOf({ view: "pair", pair, conflict: conflict.path })}
                isWanted={conflict.path === arrivedAt}
                mode={mode}
              />
            ))}
          </ul>
          <MoreRows hidden={conflicts.length - shown.length} onMore={() => setRoom(room + step)} />
        </>
      )}
    </section>
  )
}

const noneOf = (count: number): string =>
  count === 0
    ? "Nothing waits for a decision."
    : `${plural(count, "conflict was", "conflicts were")} left. The next plan tells of ${count === 1 ? "it" : "them"}.`

const step = 100

interface Card {
  readonly conflict: ConflictDocument
  readonly href: string
  readonly isWanted: boolean
  readonly mode: string
}

const ConflictCard = ({ conflict, href, isWanted, mode }: Card) => (
  <li class={isWanted ? "wanted" : undefined}>
    <h3 ref={useArrivalHere<HTMLHeadingElement>(isWanted)} tabIndex={-1}>
      <a href={href}>
        <Path text={conflict.path} />
      </a>
    </h3>
    <p class="quiet">
      <Message text={conflict.reason} />
    </p>
    <div class="versions">
      {sides.map((side) => <Version key={side} entry={conflict[side]} name={sideWord(mode, side)} />)}
    </div>
  </li>
)

const Version = ({ entry, name }: { readonly entry: EntryDocument | null; readonly name: string }) => {
  const { kind, modified, size } = entryWords(entry)
  return (
    <dl>
      <dt class="side">{name}</dt>
      <dd>
        <span class="strong">{kind}</span>
        {size !== undefined && <span>{size}</span>}
        {modified !== undefined && (
          <span class="quiet">
            <Moment at={modified} />, <Ago at={modified} />
          </span>
        )}
      </dd>
    </dl>
  )
}

/** Brings what somebody came for into sight once it is there. */
const useArrivalHere = <E extends HTMLElement>(isWanted: boolean) => {
  const element = useRef<E>(null)
  useEffect(() => {
    if (!isWanted) return
    element.current?.scrollIntoView({ block: "start" })
    element.current?.focus({ preventScroll: true })
  }, [isWanted])
  return element
}

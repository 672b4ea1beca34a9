/** One run: what came of it, what it did path by path, and what was said meanwhile. */
import { useState } from "preact/hooks"
import { type RunDetails } from "../daemon/StatusDocument.ts"
import { printable } from "../report/escape.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { Fact, Facts } from "./Facts.tsx"
import { RunMark } from "./Mark.tsx"
import { MoreRows } from "./MoreRows.tsx"
import { Message, Name, Path } from "./Name.tsx"
import { Moment } from "./Time.tsx"
import { Unread } from "./Unread.tsx"
import { useDocument } from "./useDocument.ts"

interface Done {
  readonly pair: string
  readonly run: string
  readonly beat: number
}

export const RunView = ({ beat, pair, run }: Done) => {
  const path = `api/pairs/${encodeURIComponent(pair.toWellFormed())}/runs/${encodeURIComponent(run.toWellFormed())}`
  const known = useDocument<RunDetails>(path, beat)
  return (
    <>
      <h1 tabIndex={-1}>
        Run <Name text={run} />
      </h1>
      {(known.value === undefined || known.problem !== undefined) && <Unread known={known} what="this run" />}
      {known.value !== undefined && (
        <>
          <RunFacts run={known.value} />
          <Actions run={known.value} />
          <Log lines={known.value.log} />
        </>
      )}
    </>
  )
}

const RunFacts = ({ run }: { readonly run: RunDetails }) => {
  const [started, finished] = [Date.parse(run.started), run.finished === null ? undefined : Date.parse(run.finished)]
  return (
    <>
      <p class="lead">
        <Message text={run.summary} />
      </p>
      <Facts>
        <Fact name="Outcome">
          <RunMark outcome={run.outcome} />
        </Fact>
        <Fact name="Kind">
          <Name text={run.kind} />
        </Fact>
        <Fact name="Started">
          <Moment at={started} />
        </Fact>
        <Fact name="Took">{finished === undefined ? "not finished" : formatDuration(finished - started)}</Fact>
        <Fact name="Actions done">{run.done.toLocaleString("en")}</Fact>
      </Facts>
    </>
  )
}

const Actions = ({ run: { deeds, done } }: { readonly run: RunDetails }) => {
  const [room, setRoom] = useState(step)
  const shown = deeds.slice(0, room)
  const unkept = Math.max(0, done - deeds.length)
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">Actions</h2>
      {deeds.length === 0 ? <p class="empty">It did nothing that was kept.</p> : (
        <ul class="rows">
          {shown.map(({ note, path, side, verb }, index) => (
            <li key={index} class={verb}>
              <span class="verb">{verb}</span>
              <Path text={path} />
              <span class="quiet small">
                <Name text={note} />
              </span>
              <span class="number small quiet">{side}</span>
            </li>
          ))}
        </ul>
      )}
      <MoreRows hidden={deeds.length - shown.length} onMore={() => setRoom(room + step)} />
      {unkept > 0 && (
        <p class="more">{unkept.toLocaleString("en")} more were done; the state keeps only the first ones.</p>
      )}
    </section>
  )
}

const step = 500

const Log = ({ lines }: { readonly lines: ReadonlyArray<string> }) => (
  <section aria-labelledby="log">
    <h2 id="log">Log</h2>
    {lines.length === 0
      ? <p class="empty">Nothing was said.</p>
      : <pre class="lines wraps framed">{lines.map(printable).join("\n")}</pre>}
  </section>
)

/** The passes of a pair as far as they are told: a chart for eyes, and a table that has all of it in words. */
import { useState } from "preact/hooks"
import { type Pass } from "../domain/watch/Pass.ts"
import { formatBytes } from "../report/formatBytes.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { tookOf } from "./chartOf.ts"
import { OutcomeMark } from "./Mark.tsx"
import { MoreRows } from "./MoreRows.tsx"
import { Message } from "./Name.tsx"
import { PassChart } from "./PassChart.tsx"
import { hrefOf } from "./Route.ts"
import { Ago } from "./Time.tsx"
import { triggerWords } from "./words.ts"

interface Past {
  readonly pair: string
  readonly passes: ReadonlyArray<Pass> // the newest first
}

export const Passes = ({ pair, passes }: Past) => {
  const [room, setRoom] = useState(few)
  return (
    <section aria-labelledby="passes">
      <h2 id="passes">Passes</h2>
      {passes.length === 0 ? <p class="empty">No pass has ended yet.</p> : (
        <>
          <PassChart pair={pair} passes={passes} />
          <PassTable pair={pair} passes={passes.slice(0, room)} />
          <MoreRows hidden={passes.length - room} onMore={() => setRoom(passes.length)} />
        </>
      )}
    </section>
  )
}

const few = 12

const PassTable = ({ pair, passes }: Past) => (
  <table class="passes" role="table" aria-labelledby="passes">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Outcome</th>
        <th role="columnheader" scope="col">Ended</th>
        <th role="columnheader" scope="col" class="number">Took</th>
        <th role="columnheader" scope="col" class="number">Sent</th>
        <th role="columnheader" scope="col">Changes</th>
        <th role="columnheader" scope="col">What it said</th>
        <th role="columnheader" scope="col">Run</th>
      </tr>
    </thead>
    <tbody role="rowgroup">{passes.map((pass) => <PassRow key={pass.started} pair={pair} pass={pass} />)}</tbody>
  </table>
)

const PassRow = ({ pair, pass }: { readonly pair: string; readonly pass: Pass }) => (
  <tr role="row">
    <td role="cell" class="outcome">
      <OutcomeMark outcome={pass.outcome} />
    </td>
    <td role="cell" class="ended" data-label="Ended">
      <Ago at={pass.finished} /> <span class="quiet small detail">{triggerWords[pass.trigger]}</span>
    </td>
    <td role="cell" class="number" data-label="Took">{formatDuration(tookOf(pass))}</td>
    <td role="cell" class="number" data-label="Sent">{formatBytes(pass.bytes)}</td>
    <td role="cell" class={changesIn(pass) === none ? "changes none" : "changes"} data-label="Changes">
      {changesIn(pass)}
    </td>
    <td role="cell" class="message" data-label="Said">
      <Message text={pass.message} />
    </td>
    <td role="cell" class={pass.run === undefined ? "none" : undefined} data-label="Run">
      {pass.run === undefined
        ? (
          <span class="quiet">
            –<span class="unseen">none</span>
          </span>
        )
        : <a class="path" href={hrefOf({ view: "run", pair, run: pass.run })}>{pass.run}</a>}
    </td>
  </tr>
)

const changesIn = ({ changes: { added, changed, deleted, moved }, conflicts, failed }: Pass): string => {
  const parts = [
    [added, "added"],
    [changed, "changed"],
    [moved, "moved"],
    [deleted, "deleted"],
    [failed, "failed"],
    [conflicts, "in conflict"],
  ] as const
  return parts.flatMap(([count, word]) => count === 0 ? [] : [`${count} ${word}`]).join(", ") || none
}

const none = "none"

/** One pair in the table of all. On a narrow screen each cell says itself what it is about. */
import { type PairStatus } from "../daemon/StatusDocument.ts"
import { type Pass } from "../domain/watch/Pass.ts"
import { formatBytes } from "../report/formatBytes.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { tookOf } from "./chartOf.ts"
import { HealthMark, OutcomeMark } from "./Mark.tsx"
import { Name } from "./Name.tsx"
import { Mode, Places } from "./Places.tsx"
import { Progress } from "./Progress.tsx"
import { hrefOf } from "./Route.ts"
import { Ago, Due } from "./Time.tsx"
import { phaseDetail, phaseWord } from "./words.ts"

export const PairRow = ({ status }: { readonly status: PairStatus }) => (
  <tr role="row">
    <th role="rowheader" scope="row">
      <a href={hrefOf({ view: "pair", pair: status.pair, conflict: undefined })}>
        <Name text={status.pair} />
      </a>{" "}
      <Mode mode={status.mode} />
      <Places of={status} />
    </th>
    <td role="cell" class="health">
      <HealthMark health={status.health} />
    </td>
    <td role="cell" class="state" data-label="State">
      <State status={status} />
    </td>
    <td role="cell" class="last" data-label="Last pass">
      {status.last === null ? <None /> : <LastPass pass={status.last} />}
    </td>
    <td role="cell" class={status.next === null ? "none" : undefined} data-label="Next">
      {status.next === null ? <None /> : <Due at={status.next} />}
    </td>
    <td role="cell" class={status.pending === 0 ? "number none" : "number"} data-label="Pending">
      {status.pending === 0 ? <None /> : status.pending}
    </td>
    <td role="cell" class={status.conflicts === 0 ? "number none" : "number"} data-label="Conflicts">
      {status.conflicts === 0
        ? <None />
        : <a class="worry" href={hrefOf({ view: "pair", pair: status.pair, conflict: "" })}>{status.conflicts}</a>}
    </td>
  </tr>
)

const None = () => (
  <span class="quiet">
    –<span class="unseen">none</span>
  </span>
)

export const State = ({ status: { detail, pair, phase, progress } }: { readonly status: PairStatus }) => (
  <>
    {phaseWord(phase)}
    {detail !== "" && (
      <span class="quiet small detail">
        <Name text={phaseDetail(phase, detail)} />
      </span>
    )}
    {progress !== null && <Progress pair={pair} progress={progress} />}
  </>
)

export const LastPass = ({ pass }: { readonly pass: Pass }) => (
  <>
    <OutcomeMark outcome={pass.outcome} />, <Ago at={pass.finished} />
    <span class="quiet small detail">
      took {formatDuration(tookOf(pass))}, {pass.bytes === 0 ? "nothing sent" : formatBytes(pass.bytes)}
    </span>
  </>
)

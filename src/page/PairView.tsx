/** One pair in full: how it is, what is planned, what has to be decided, and what its passes came to. */
import { type PairDocument, type PairStatus } from "../daemon/StatusDocument.ts"
import { Allowed } from "./Allowed.tsx"
import { AsPlanned } from "./AsPlanned.tsx"
import { Checks } from "./Checks.tsx"
import { Conflicts } from "./Conflicts.tsx"
import { Controls } from "./Controls.tsx"
import { Fact, Facts } from "./Facts.tsx"
import { HealthMark } from "./Mark.tsx"
import { Message, Name } from "./Name.tsx"
import { LastPass, State } from "./PairRow.tsx"
import { Passes } from "./Passes.tsx"
import { Mode, Places } from "./Places.tsx"
import { PlanView } from "./PlanView.tsx"
import { Ago, Due } from "./Time.tsx"
import { Unread } from "./Unread.tsx"
import { useDocument } from "./useDocument.ts"

interface Watched {
  readonly pair: string
  readonly beat: number
  readonly canAct: boolean | undefined
  readonly live: PairStatus | undefined // newer than what the document has, while a pass goes on
  readonly conflict: string | undefined // that somebody came for
}

export const PairView = ({ beat, canAct, conflict, live, pair }: Watched) => {
  const known = useDocument<PairDocument>(`api/pairs/${encodeURIComponent(pair.toWellFormed())}`, beat)
  const status = known.problem?._tag === "Missing" ? undefined : live ?? known.value?.status
  const asPlanned = status && <AsPlanned status={status} />
  return (
    <>
      <div class="headline">
        <h1 tabIndex={-1}>
          <Name text={pair} />
        </h1>
        {status !== undefined && <HealthMark health={status.health} />}
        {status !== undefined && <Mode mode={status.mode} />}
      </div>
      {status !== undefined && (
        <p class="lead">
          <Places of={status} />
        </p>
      )}
      {status !== undefined && (
        <Allowed canAct={canAct}>
          <Controls pair={pair} isSuspended={status.phase === "suspended"} />
        </Allowed>
      )}
      {status !== undefined && <PairFacts status={status} />}
      {(known.value === undefined || known.problem !== undefined) && (
        <Unread
          known={known}
          what="a pair of this name"
        />
      )}
      {known.value !== undefined && status !== undefined && (
        <>
          <Checks checks={status.checks} />
          <Conflicts
            asPlanned={asPlanned}
            arrivedAt={conflict}
            conflicts={known.value.plan?.conflicts ?? []}
            count={status.conflicts}
            mode={status.mode}
            pair={pair}
          />
          <PlanView asPlanned={asPlanned} pair={pair} pending={known.value.status.pending} plan={known.value.plan} />
          <Passes pair={pair} passes={known.value.passes} />
        </>
      )}
    </>
  )
}

const PairFacts = ({ status }: { readonly status: PairStatus }) => (
  <>
    <Facts>
      <Fact name="State">
        <State status={status} />
      </Fact>
      <Fact name="Last pass">{status.last === null ? "none yet" : <LastPass pass={status.last} />}</Fact>
      <Fact name="Last good pass">{status.lastGood === null ? "none yet" : <Ago at={status.lastGood} />}</Fact>
      <Fact name="Next pass">{status.next === null ? "not planned" : <Due at={status.next} />}</Fact>
      <Fact name="Pending">{status.pending}</Fact>
      <Fact name="Conflicts">{status.conflicts}</Fact>
    </Facts>
    {status.last !== null && status.last.message !== "" && (
      <div class="said">
        <span class="quiet small">The last pass said</span> <Message text={status.last.message} />
      </div>
    )}
  </>
)

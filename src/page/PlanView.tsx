/** What the newest plan left: what is to be done, directory by directory, and what stands in its way. */
import { type ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import { formatBytes } from "../report/formatBytes.ts"
import { type PlanDocument } from "../report/PlanDocument.ts"
import { Banner } from "./Banner.tsx"
import { DirectoryGroup } from "./DirectoryGroup.tsx"
import { groupActions } from "./groupActions.ts"
import { MoreRows } from "./MoreRows.tsx"
import { Message, Path } from "./Name.tsx"
import { hrefOf } from "./Route.ts"
import { sideWord } from "./sideWord.ts"

interface Planned {
  readonly asPlanned: ComponentChildren // when that was, if it is not by the last pass
  readonly pair: string
  readonly pending: number // actions of the whole plan, of which the daemon may tell the first ones only
  readonly plan: PlanDocument | null
}

export const PlanView = ({ asPlanned, pair, pending, plan }: Planned) => (
  <section aria-labelledby="plan">
    <h2 id="plan">Plan</h2>
    {plan !== null && asPlanned}
    {plan === null
      ? <p class="empty">Nothing was planned since watching began.</p>
      : <Plan pair={pair} pending={pending} plan={plan} />}
  </section>
)

const Plan = ({ pair, pending, plan }: Omit<Planned, "asPlanned"> & { readonly plan: PlanDocument }) => {
  const [room, setRoom] = useState(step)
  const { groups, hidden } = groupActions(plan.actions, room)
  const { mode } = plan.pair
  return (
    <>
      {plan.halts.map(({ message, reason, release }) => (
        <Banner key={reason} tone="broken" title={`Halted: ${reason}`}>
          <Message text={message} />
          <p class="quiet">
            Released by: <Message text={release} />
          </p>
        </Banner>
      ))}
      <Problems plan={plan} />
      {plan.actions.length === 0 && plan.conflicts.length === 0 && <p class="empty">Nothing is to be done.</p>}
      <Summary plan={plan} />
      <HeldBack pair={pair} plan={plan} />
      {groups.map((group) => <DirectoryGroup key={group.directory} group={group} mode={mode} />)}
      <Untold pending={pending} plan={plan} />
      <MoreRows hidden={hidden} onMore={() => setRoom(room + step)} />
    </>
  )
}

const step = 500

/** A replacement is one row and two actions. */
const Untold = ({ pending, plan }: Pick<Planned, "pending"> & { readonly plan: PlanDocument }) => {
  const told = plan.actions.reduce((sum, { verbs }) => sum + Math.max(1, verbs.length), 0)
  return pending <= told ? null : (
    <p class="more">
      {`The plan has ${pending.toLocaleString("en")} actions. The first ${
        told.toLocaleString("en")
      } of them are told here.`}
      <span>
        <code>syncfile plan</code> shows all.
      </span>
    </p>
  )
}

const Summary = ({ plan: { actions, summary } }: { readonly plan: PlanDocument }) =>
  actions.length === 0 ? null : (
    <p class="summary">
      {(["add", "change", "move", "delete"] as const).filter((verb) => summary[verb] > 0).map((verb) => (
        <span key={verb} class={`count ${verb}`}>
          <b>{summary[verb].toLocaleString("en")}</b> to {verb}
        </span>
      ))}
      <span class="quiet">{formatBytes(summary.bytes)} to transfer</span>
    </p>
  )

const HeldBack = ({ pair, plan: { conflicts } }: { readonly pair: string; readonly plan: PlanDocument }) =>
  conflicts.length === 0 ? null : (
    <div class="held">
      <h3>Held back</h3>
      <ul class="rows">
        {conflicts.slice(0, step).map(({ path }) => (
          <li key={path} class="conflict">
            <span class="verb">conflict</span>
            <a href={hrefOf({ view: "pair", pair, conflict: path })}>
              <Path text={path} />
            </a>
          </li>
        ))}
      </ul>
      {conflicts.length > step && <p class="more">and {(conflicts.length - step).toLocaleString("en")} more</p>}
    </div>
  )

const Problems = ({ plan: { pair: { mode }, problems } }: { readonly plan: PlanDocument }) =>
  problems.length === 0
    ? null
    : (
      <Banner tone="worry" title="Not everything could be looked at. What was not seen is left alone.">
        <ul>
          {problems.slice(0, 50).map(({ message, path, side }) => (
            <li key={`${side}${path}`}>
              {sideWord(mode, side)} <Path text={path ?? "(the root itself)"} />: <Message text={message} />
            </li>
          ))}
        </ul>
        {problems.length > 50 && <p>and {problems.length - 50} more</p>}
      </Banner>
    )

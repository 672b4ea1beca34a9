/** The first view: every pair and every remote at one glance, and what keeps the daemon from being well. */
import { type StatusDocument } from "../daemon/StatusDocument.ts"
import { Banner } from "./Banner.tsx"
import { type Live } from "./Live.ts"
import { Message, Name, Path } from "./Name.tsx"
import { Pairs } from "./Pairs.tsx"
import { Remotes } from "./Remotes.tsx"
import { Ago, Moment } from "./Time.tsx"

export const Overview = ({ live: { connection, heardAt, status } }: { readonly live: Live }) => {
  if (status === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>Overview</h1>
        {connection === "lost"
          ? <Banner tone="broken" title="The daemon does not answer. It is asked again every 10 seconds." />
          : <p class="quiet">Reading …</p>}
      </>
    )
  }
  return (
    <>
      <h1 tabIndex={-1}>
        <Name text={status.name} />
      </h1>
      <p class="lead">
        On <Name text={status.host} />, started <Ago at={status.started} />. Follows <Path text={status.file} />{" "}
        as it was <Ago at={status.taken} />.
      </p>
      {connection === "lost" && (
        <Banner tone="broken" title="The connection to the daemon is lost.">
          <p>
            What you see is how things were at <Moment at={heardAt} />. It is asked again every 10 seconds.
          </p>
        </Banner>
      )}
      <Broken status={status} />
      <Refusal status={status} />
      <Complaints status={status} />
      <Pairs pairs={status.pairs} />
      <Remotes remotes={status.remotes} />
    </>
  )
}

const Broken = ({ status: { broken } }: { readonly status: StatusDocument }) =>
  broken === null ? null : (
    <Banner tone="broken" title="The watch has to be started anew.">
      <Message text={broken} />
    </Banner>
  )

const Refusal = ({ status: { refusal } }: { readonly status: StatusDocument }) =>
  refusal === null
    ? null
    : (
      <Banner tone="broken" title="The syncfile as it stands cannot be used. The last good one is followed.">
        <Message text={refusal.message} />
        <p>
          Found <Ago at={refusal.since} />. <a href="#/config">Compare both</a>
        </p>
      </Banner>
    )

const Complaints = ({ status: { complaints, isReady } }: { readonly status: StatusDocument }) =>
  isReady ? null : (
    <Banner tone="worry" title="Not everything is ready.">
      {complaints.length > 0 && (
        <ul>
          {complaints.map((complaint) => (
            <li key={complaint}>
              <Message text={complaint} />
            </li>
          ))}
        </ul>
      )}
    </Banner>
  )

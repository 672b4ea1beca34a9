/** The servers that passes go to, and whether they do at the moment. */
import { type RemoteStatus } from "../daemon/StatusDocument.ts"
import { BreakerMark } from "./Mark.tsx"
import { Message, Name } from "./Name.tsx"
import { Ago } from "./Time.tsx"

export const Remotes = ({ remotes }: { readonly remotes: ReadonlyArray<RemoteStatus> }) => (
  <section aria-labelledby="remotes">
    <h2 id="remotes">Remotes</h2>
    {remotes.length === 0
      ? <p class="empty">No pair uses a server.</p>
      : <ul class="remotes">{remotes.map((remote) => <Remote key={remote.remote} status={remote} />)}</ul>}
  </section>
)

const Remote = ({ status: { remote, state, until, why } }: { readonly status: RemoteStatus }) => (
  <li>
    <span class="strong">
      <Name text={remote} />
    </span>
    <BreakerMark state={state} />
    <span class="quiet">
      {why !== "" && <Message text={why} />}
      {state === "open" && until !== null && (
        <>
          {why !== "" && "; "}tried again <Ago at={until} />
        </>
      )}
      {state === "stopped" && `${why === "" ? "" : "; "}it waits for somebody`}
    </span>
  </li>
)

/** The syncfile that is followed, the one that cannot be, and what the followed one means with all defaults filled in. */
import { type ConfigDocument } from "../daemon/StatusDocument.ts"
import { Allowed } from "./Allowed.tsx"
import { Answered } from "./Answered.tsx"
import { Banner } from "./Banner.tsx"
import { Message, Path } from "./Name.tsx"
import { outlineOf } from "./outlineOf.ts"
import { OutlineTree } from "./OutlineTree.tsx"
import { SourceLines } from "./SourceLines.tsx"
import { Ago } from "./Time.tsx"
import { Unread } from "./Unread.tsx"
import { useDocument } from "./useDocument.ts"
import { useOrders } from "./useOrders.ts"

interface Followed {
  readonly beat: number
  readonly canAct: boolean | undefined
}

export const ConfigView = ({ beat, canAct }: Followed) => {
  const known = useDocument<ConfigDocument>("api/config", beat)
  return (
    <>
      <h1 tabIndex={-1}>Config</h1>
      {known.value !== undefined && (
        <p class="lead">
          <Path text={known.value.file} />
        </p>
      )}
      <Allowed canAct={canAct}>
        <Reload />
      </Allowed>
      {(known.value === undefined || known.problem !== undefined) && <Unread known={known} what="a configuration" />}
      {known.value !== undefined && <Config config={known.value} />}
    </>
  )
}

const Reload = () => {
  const orders = useOrders()
  const order = { path: "api/reload", gist: "Read the syncfile again" }
  return (
    <div class="controls">
      <div class="buttons">
        <button type="button" aria-disabled={orders.isSending} onClick={() => orders.send(order)}>Read it again</button>
      </div>
      <Answered orders={orders} />
    </div>
  )
}

const Config = ({ config: { followed, refused } }: { readonly config: ConfigDocument }) => (
  <>
    {refused !== null && (
      <section aria-labelledby="refused">
        <h2 id="refused">As it stands</h2>
        <Banner tone="broken" title="This cannot be used. The version below is followed.">
          <Message text={refused.message} />
          <p>
            Found <Ago at={refused.since} />.
          </p>
        </Banner>
        {refused.text === null
          ? <p class="empty">It could not be read.</p>
          : <SourceLines text={refused.text} other={followed.text} label="The syncfile as it stands" />}
      </section>
    )}
    <section aria-labelledby="followed">
      <h2 id="followed">As it is followed</h2>
      <p class="quiet small">
        Taken <Ago at={followed.taken} />. Secrets are starred out.
      </p>
      <SourceLines text={followed.text} other={refused?.text ?? undefined} label="The syncfile that is followed" />
    </section>
    <section aria-labelledby="resolved">
      <h2 id="resolved">What it means</h2>
      <p class="quiet small">Every default filled in, every name looked up.</p>
      <OutlineTree branches={outlineOf("", followed.resolved).branches} />
    </section>
  </>
)

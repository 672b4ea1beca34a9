/** The top of every view: whose page it is, where one can go, and whether what is seen is how things are. */
import { breadcrumbs } from "./breadcrumbs.ts"
import { type Connection, type Live } from "./Live.ts"
import { Name } from "./Name.tsx"
import { hrefOf, overview, type Route } from "./Route.ts"

interface Top {
  readonly live: Live
  readonly route: Route
  readonly onSkip: () => void
}

export const Header = ({ live, onSkip, route }: Top) => (
  <>
    <header class="top">
      <button type="button" class="skip" onClick={onSkip}>Skip to the content</button>
      <div class="inner">
        <a class="brand" href={hrefOf(overview)}>
          <img src="icon.svg" alt="" width="22" height="22" />
          <span>syncfile</span>
        </a>
        <nav aria-label="Views">
          <a href={hrefOf(overview)} aria-current={route.view === "overview" ? "page" : undefined}>Overview</a>
          <a href="#/config" aria-current={route.view === "config" ? "page" : undefined}>Config</a>
        </nav>
        <Link connection={live.connection} />
      </div>
    </header>
    <Crumbs route={route} />
  </>
)

const Link = ({ connection }: { readonly connection: Connection }) => (
  <p class={`connection ${connection}`} role="status">
    <span class="dot" aria-hidden="true" />
    {words[connection]}
  </p>
)

const words: Readonly<Record<Connection, string>> = {
  connecting: "Connecting",
  live: "Live",
  polling: "Every 10 s",
  lost: "Connection lost",
}

const Crumbs = ({ route }: { readonly route: Route }) => {
  const crumbs = breadcrumbs(route)
  if (crumbs.length === 0) return null
  return (
    <nav class="crumbs" aria-label="Above this">
      <ol>
        {crumbs.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>
              <Name text={text} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** The status page: what is around every view, and the view that the address asks for. */
import { useEffect, useRef, useState } from "preact/hooks"
import { type StatusDocument } from "../daemon/StatusDocument.ts"
import { printable } from "../report/escape.ts"
import { ConfigView } from "./ConfigView.tsx"
import { Footer } from "./Footer.tsx"
import { Header } from "./Header.tsx"
import { type Live, pairBeat } from "./Live.ts"
import { newsOf } from "./newsOf.ts"
import { Now, useClock } from "./Now.ts"
import { Overview } from "./Overview.tsx"
import { PairView } from "./PairView.tsx"
import { hrefOf, overview, type Route } from "./Route.ts"
import { RunView } from "./RunView.tsx"
import { useLive } from "./useLive.ts"
import { useRoute } from "./useRoute.ts"

export const App = () => {
  const live = useLive()
  const route = useRoute()
  const main = useRef<HTMLElement>(null)
  const news = useNews(live.status)
  useArrival(route, main, live.status?.name)
  return (
    <Now.Provider value={useClock(live.ahead)}>
      <Header live={live} route={route} onSkip={() => main.current?.focus()} />
      <main ref={main} tabIndex={-1}>
        <View live={live} route={route} key={viewKey(route)} />
      </main>
      <Footer status={live.status} />
      <p class="unseen" role="status">{news}</p>
    </Now.Provider>
  )
}

const View = ({ live, route }: { readonly live: Live; readonly route: Route }) => {
  const { beats } = live
  switch (route.view) {
    case "overview":
      return <Overview live={live} />
    case "config":
      return <ConfigView beat={beats.all + beats.config} canAct={live.status?.canAct} />
    case "pair": {
      const status = live.status?.pairs.find(({ pair }) => pair === route.pair)
      return (
        <PairView
          beat={beats.all + pairBeat(beats, route.pair)}
          canAct={live.status?.canAct}
          conflict={route.conflict}
          live={status}
          pair={route.pair}
        />
      )
    }
    case "run":
      return <RunView beat={beats.all + pairBeat(beats, route.pair)} pair={route.pair} run={route.run} />
    case "nowhere":
      return (
        <>
          <h1 tabIndex={-1}>Nothing is here</h1>
          <p>
            The address leads nowhere. <a href={hrefOf(overview)}>Go to the overview</a>.
          </p>
        </>
      )
  }
}

/** A conflict is a spot in the view of its pair. */
const viewKey = (route: Route): string => hrefOf(route.view === "pair" ? { ...route, conflict: undefined } : route)

/** Whoever follows a link arrives at the heading, with eyes, keyboard and screen reader alike. */
const useArrival = (route: Route, main: { readonly current: HTMLElement | null }, setup: string | undefined): void => {
  const isFirst = useRef(true)
  const key = viewKey(route)
  useEffect(() => {
    document.title = [titleOf(route), setup === undefined ? "syncfile" : `${printable(setup)} – syncfile`].join(" – ")
  }, [key, setup])
  useEffect(() => {
    if (!isFirst.current && !(route.view === "pair" && route.conflict !== undefined)) {
      scrollTo(0, 0)
      main.current?.querySelector("h1")?.focus({ preventScroll: true })
    }
    isFirst.current = false
  }, [key])
}

const titleOf = (route: Route): string => {
  switch (route.view) {
    case "overview":
      return "Overview"
    case "config":
      return "Config"
    case "pair":
      return printable(route.pair)
    case "run":
      return `Run ${printable(route.run)}`
    case "nowhere":
      return "Nothing is here"
  }
}

const useNews = (status: StatusDocument | undefined): string => {
  const before = useRef<StatusDocument>(undefined)
  const [news, setNews] = useState("")
  useEffect(() => {
    if (status === undefined) return
    const told = newsOf(before.current, status)
    before.current = status
    if (told !== "") setNews(told)
  }, [status])
  return news
}

/** What lies above a view, the topmost first. */
import { hrefOf, overview, type Route } from "./Route.ts"

export interface Crumb {
  readonly href: string
  readonly text: string
}

export const breadcrumbs = (route: Route): ReadonlyArray<Crumb> => {
  const top = { href: hrefOf(overview), text: "Overview" }
  switch (route.view) {
    case "pair":
      return [top]
    case "run":
      return [top, { href: hrefOf({ view: "pair", pair: route.pair, conflict: undefined }), text: route.pair }]
    case "overview":
    case "config":
    case "nowhere":
      return []
  }
}

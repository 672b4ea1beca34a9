/** The route that the page's address tells, and the next one when it changes. */
import { useEffect, useState } from "preact/hooks"
import { type Route, routeOf } from "./Route.ts"

export const useRoute = (): Route => {
  const [route, setRoute] = useState(() => routeOf(location.hash))
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash))
    addEventListener("hashchange", follow)
    return () => removeEventListener("hashchange", follow)
  }, [])
  return route
}

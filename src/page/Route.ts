/** Where in the page somebody is, as the part of its address behind "#" tells it. Names of any kind survive the way. */

export type Route =
  | { readonly view: "overview" }
  | { readonly view: "pair"; readonly pair: string; readonly conflict: string | undefined } // a path; "": all of them
  | { readonly view: "run"; readonly pair: string; readonly run: string }
  | { readonly view: "config" }
  | { readonly view: "nowhere" }

export const overview: Route = { view: "overview" }

export const hrefOf = (route: Route): string => {
  switch (route.view) {
    case "overview":
    case "nowhere":
      return "#/"
    case "config":
      return "#/config"
    case "run":
      return `#/pairs/${encoded(route.pair)}/runs/${encoded(route.run)}`
    case "pair": {
      const pair = `#/pairs/${encoded(route.pair)}`
      if (route.conflict === undefined) return pair
      return route.conflict === "" ? `${pair}/conflicts` : `${pair}/conflicts/${encoded(route.conflict)}`
    }
  }
}

export const routeOf = (hash: string): Route => {
  const [first, pair, part, rest, ...more] = hash.replace(/^#?\/?/, "").split("/").map(decoded)
  if (first === "" && pair === undefined) return overview
  if (first === "config" && pair === undefined) return { view: "config" }
  if (first !== "pairs" || pair === undefined || pair === "" || more.length > 0) return { view: "nowhere" }
  if (part === undefined) return { view: "pair", pair, conflict: undefined }
  if (part === "conflicts") return { view: "pair", pair, conflict: rest ?? "" }
  return part === "runs" && rest !== undefined ? { view: "run", pair, run: rest } : { view: "nowhere" }
}

/** Half a character, which no address can hold, becomes the sign for an unknown one. */
const encoded = (name: string): string => encodeURIComponent(name.toWellFormed())

/** An address that somebody spoiled leads nowhere. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return ""
  }
}

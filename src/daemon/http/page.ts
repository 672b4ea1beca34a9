/** The files of the status page. */
import { Effect } from "effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { existsSync, readFileSync } from "node:fs"
import { message, text } from "./answers.ts"

/** Beside the bundle; a program that runs from its sources takes what was built last. */
const folders = [new URL("page/", import.meta.url), new URL("../../../dist/page/", import.meta.url)]

const types: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml; charset=utf-8",
}

/** Nothing from elsewhere, nothing inline, and nobody shows the page inside of another one. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
  + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Every path that is not a file of the page is one of its views. */
export const page = HttpRouter.addAll<ReadonlyArray<HttpRouter.Route<never, never>>>([
  HttpRouter.route("GET", "/api/*", message("There is nothing here.", 404)),
  ...Object.keys(types).map((name) => HttpRouter.route("GET", `/${name}`, Effect.sync(() => file(name)))),
  HttpRouter.route("GET", "*", Effect.sync(() => file("index.html"))),
])

const file = (name: string): HttpServerResponse.HttpServerResponse => {
  const place = folders.map((folder) => new URL(name, folder)).find((url) => existsSync(url))
  if (place === undefined) return text("The status page is not built. Run: npm run build\n", 503)
  return HttpServerResponse.uint8Array(readFileSync(place), {
    contentType: types[name] ?? "application/octet-stream",
    headers: {
      "cache-control": "no-cache",
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  })
}

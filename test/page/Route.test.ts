import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { hrefOf, type Route, routeOf } from "../../src/page/Route.ts"
import { hostile } from "./madeUpDocuments.ts"

const routes: ReadonlyArray<Route> = [
  { view: "overview" },
  { view: "config" },
  ...[...Object.values(hostile), "a/b", "..", "50%", "#", "?", "日本", "__proto__"].flatMap((
    name,
  ): ReadonlyArray<Route> => [
    { view: "pair", pair: name, conflict: undefined },
    { view: "pair", pair: name, conflict: "" },
    { view: "pair", pair: name, conflict: name },
    { view: "run", pair: name, run: "a1b2c3d4" },
  ]),
]

describe("a route", () => {
  it.each(routes)("comes back from its address: %o", (route) => assert.deepStrictEqual(routeOf(hrefOf(route)), route))

  it.prop("comes back whatever the names are", [Schema.NonEmptyString, Schema.NonEmptyString], ([pair, path]) => {
    const route: Route = { view: "pair", pair: pair.toWellFormed(), conflict: path.toWellFormed() }
    assert.deepStrictEqual(routeOf(hrefOf(route)), route)
  })

  it.each(["#/nothing", "#/pairs", "#/pairs/", "#/pairs/%", "#/pairs/a/runs", "#/pairs/a/b/c", "#/config/more", "#x"])(
    "leads nowhere from %s",
    (hash) => assert.strictEqual(routeOf(hash).view, "nowhere"),
  )

  it.each(["", "#", "#/"])("is the overview at %j", (hash) => assert.strictEqual(routeOf(hash).view, "overview"))

  it("stands for a name that no address can hold by one that is found nowhere", () => {
    assert.strictEqual(hrefOf({ view: "pair", pair: "\uD800", conflict: undefined }), "#/pairs/%EF%BF%BD")
  })
})

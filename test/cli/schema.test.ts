import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { schemas } from "../../src/cli/schema.ts"
import { commandLine } from "./commandLine.ts"

const committed = join(import.meta.dirname, "..", "..", "schemas")

describe("the committed schemas", () => {
  it("are all there, and no others", () => assert.sameMembers(readdirSync(committed), Object.keys(schemas())))

  it.each(Object.entries(schemas()))(
    "%s is what `npm run schema` writes",
    (name, text) => assert.strictEqual(readFileSync(join(committed, name), "utf8"), text),
  )
})

describe("syncfile schema", () => {
  it.live("prints one of them", () =>
    Effect.gen(function*() {
      const { run } = yield* commandLine
      assert.strictEqual((yield* run("schema")).out, schemas()["syncfile.schema.json"])
      assert.strictEqual((yield* run("schema", "--plan")).out, schemas()["plan.schema.json"])
      assert.strictEqual(JSON.parse((yield* run("schema", "--json")).out).type, "object")
    }).pipe(Effect.scoped))

  it.live("writes all of them into a folder", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* commandLine
      mkdirSync(join(folder, "schemas"))
      const { exitCode, out } = yield* run("schema", "--write", "schemas")
      assert.strictEqual(exitCode, 0)
      assert.strictEqual(out, "")
      const written = readdirSync(join(folder, "schemas"))
      assert.deepStrictEqual(
        Object.fromEntries(written.map((name) => [name, readFileSync(join(folder, "schemas", name), "utf8")])),
        schemas(),
      )
      assert.strictEqual((yield* run("schema", "--write", "nowhere")).exitCode, 1)
    }).pipe(Effect.scoped))
})

import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { globSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { commandLine } from "./commandLine.ts"

const project = join(import.meta.dirname, "..", "..")

/** What an example asks of the environment: places, never secrets. */
const env = {
  WEB_HOST: "staging.example.com",
  SFTPTOGO_HOST: "example.sftptogo.com",
  SFTPTOGO_USER: "ada",
  SFTPTOGO_HOST_KEY: `SHA256:${"A".repeat(43)}`,
}

describe("syncfile validate", () => {
  it.live.each(["syncfile.yaml", ...globSync("examples/*/syncfile.yaml", { cwd: project })])(
    "finds %s valid, without any secret",
    (file) =>
      Effect.gen(function*() {
        const { runIn } = yield* commandLine
        const { exitCode, messages, out } = yield* runIn({ env }, "validate", "-f", join(project, file))
        assert.strictEqual(exitCode, 0, messages)
        assert.include(out, `${join(dirname(join(project, file)), "syncfile.yaml")} is valid: `)
      }).pipe(Effect.scoped),
  )

  it.live("gives the complaints as one document of JSON, and nothing else", () =>
    Effect.gen(function*() {
      const { declare, folder, run } = yield* commandLine
      declare({ pairs: { a: { mode: "copy", source: "./in", target: "./out" } } })
      const file = join(folder, "syncfile.yaml")
      assert.deepStrictEqual(JSON.parse((yield* run("validate", "--json")).out), { valid: true, file, complaints: [] })
      writeFileSync(file, "version: 1\nname: x\npairs: { a: { mode: kopy, source: ./in, target: ./out } }\n")
      const { exitCode, messages, out } = yield* run("validate", "--json")
      assert.strictEqual(exitCode, 78)
      assert.strictEqual(messages, "")
      const { complaints, valid } = JSON.parse(out)
      assert.isFalse(valid)
      assert.strictEqual(complaints.length, 1)
      assert.deepStrictEqual([complaints[0].line, complaints[0].column], [3, 21])
    }).pipe(Effect.scoped))
})

import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { answering, keys, onTerminal } from "./support/onTerminal.ts"
import { writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const question = "Enter a value: "

const desk = Effect.gen(function*() {
  const place = yield* workspace
  writeTree(join(place.folder, "in"), { "a.txt": "a", "sub/b.txt": "b" })
  place.declare({ pairs: { docs: { mode: "mirror", source: "./in", target: "./out" } } })
  return place
})

describe("at a terminal, apply", () => {
  it.live("does what was shown after a yes", () =>
    Effect.gen(function*() {
      const { folder } = yield* desk
      const { exitCode, screen } = yield* answering(["apply"], { folder }, question, `yes${keys.enter}`)
      assert.strictEqual(exitCode, 0, screen)
      assert.include(screen, `Do you want to perform these actions in "scenario"?`)
      assert.include(screen, "Only 'yes' will be accepted to approve.")
      assert.include(screen, "Apply complete! 3 added")
      assert.include(screen, "\u001b[32m+") // in colour: somebody is looking
      assert.sameMembers(readdirSync(join(folder, "out")), ["a.txt", "sub"])
    }).pipe(Effect.scoped))

  it.live.each<readonly [what: string, typed: string, exitCode: number, says: string]>([
    ["y", `y${keys.enter}`, 9, "Apply cancelled. Nothing was changed."],
    ["an empty line", keys.enter, 9, "Apply cancelled. Nothing was changed."],
    ["an end of input", keys.controlD, 9, "Apply cancelled. Nothing was changed."],
    ["an interruption", keys.controlC, 130, ""],
  ])("takes %s for a no, and leaves no trace", ([, typed, code, says]) =>
    Effect.gen(function*() {
      const { folder, run } = yield* desk
      const { exitCode, screen } = yield* answering(["apply"], { folder }, question, typed)
      assert.strictEqual(exitCode, code, screen)
      assert.include(screen, says)
      assert.notInclude(screen, "should not have happened")
      assert.isFalse(existsSync(join(folder, "out")))
      const { stdout } = yield* run("status", "--json")
      assert.strictEqual(JSON.parse(stdout).pairs[0].state, "never ran")
    }).pipe(Effect.scoped))

  it.live.each<readonly [what: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>>]>([
    ["--no-input", ["--no-input"], {}],
    ["CI", [], { CI: "1" }],
  ])("does not ask with %s", ([, args, env]) =>
    Effect.gen(function*() {
      const { folder } = yield* desk
      const session = yield* onTerminal(["apply", ...args], { folder, env })
      const { exitCode, screen } = yield* session.ended
      assert.strictEqual(exitCode, 9, screen)
      assert.notInclude(screen, question)
      assert.include(screen, "nobody is here to ask. Nothing was changed.")
      assert.isFalse(existsSync(join(folder, "out")))
    }).pipe(Effect.scoped))

  it.live("asks nothing when its output goes to a file", () =>
    Effect.gen(function*() {
      const { run } = yield* desk
      const { exitCode, stderr, stdout } = yield* run("apply")
      assert.strictEqual(exitCode, 9)
      assert.notInclude(stdout, question)
      assert.include(stderr, "--auto-approve")
    }).pipe(Effect.scoped))
})

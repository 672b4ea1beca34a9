/** What nearly every scenario does: apply a pair, find nothing more to do, compare two folders. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { lastLine, noChanges } from "./said.ts"
import { contentsOf, leftoversIn, readTree } from "./tree.ts"
import { type Workspace } from "./workspace.ts"

/** All of it has to succeed. `done` is how the last line counts: "1 added, 0 changed, …"; further flags may follow. */
export const applyPair = Effect.fnUntraced(
  function*(place: Workspace, pair: string, done = "", ...flags: ReadonlyArray<string>) {
    const applied = yield* place.run("apply", pair, "--auto-approve", ...flags)
    assert.strictEqual(applied.exitCode, 0, applied.stdout + applied.stderr)
    assert.include(lastLine(applied), `Apply complete! ${done}`)
    return applied
  },
)

/** Saves the plan of a pair, then carries out just that. */
export const applySaved = Effect.fnUntraced(function*(place: Workspace, pair: string) {
  const planned = yield* place.run("plan", pair, "--out", `${pair}.plan`)
  assert.strictEqual(planned.exitCode, 0, planned.stdout + planned.stderr)
  const applied = yield* place.run("apply", `${pair}.plan`)
  assert.strictEqual(applied.exitCode, 0, applied.stdout + applied.stderr)
})

/** Nothing to be done for these pairs, or for all of them. */
export const planNothing = Effect.fnUntraced(function*(place: Workspace, ...pairs: ReadonlyArray<string>) {
  const planned = yield* place.run("plan", "--detailed-exitcode", ...pairs)
  assert.strictEqual(lastLine(planned), noChanges, planned.stdout + planned.stderr)
  assert.strictEqual(planned.exitCode, 0)
  return planned
})

/** The same paths, kinds and contents, and nothing of our own left on the target. */
export const assertSame = (target: string, source: string): void => {
  assert.deepStrictEqual(contentsOf(readTree(target)), contentsOf(readTree(source)))
  assert.deepStrictEqual(leftoversIn(target), [])
}

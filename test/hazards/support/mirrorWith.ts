/** A mirror between a folder of this machine and one on a server, as the hazards of docs/safety.md meet it. */
import { assert } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import { join } from "node:path"
import { type Ended, startCli } from "../../scenarios/support/cli.ts"
import { type Login } from "../../scenarios/support/syncfileFor.ts"
import { contentsOf, leftoversIn, readTree } from "../../scenarios/support/tree.ts"
import { workspace } from "../../scenarios/support/workspace.ts"

export interface Mirrored {
  readonly here: string // the folder on this machine
  readonly name: string // of a folder that nobody else has on that server
  readonly apply: Effect.Effect<Ended>
  readonly applied: Effect.Effect<Ended> // it has to succeed
  readonly plan: Effect.Effect<Ended>
  /** Applies in a process whose clock for repeated looks, the deadlines of requests among them, runs this much faster. */
  readonly applyHurried: (times: number) => Effect.Effect<Ended, never, Scope.Scope>
  /** What the folder here holds, and that nothing of our own is left in it. */
  readonly held: () => Readonly<Record<string, string>>
}

/** `up`: from here to the server; `down`: from there. The limits stop nothing: what stops a delete is to be something else. */
export const mirrorWith = Effect.fnUntraced(function*(
  server: Login,
  way: "up" | "down",
  options: { readonly folder?: string; readonly symlinks?: "skip" | "follow" } = {},
): Effect.fn.Return<Mirrored, never, Scope.Scope> {
  const place = yield* workspace
  const here = place.makeFolder("here")
  const there = `server:${options.folder ?? place.name}`
  place.declare({
    remotes: { server },
    pairs: {
      kept: {
        mode: "mirror",
        ...(way === "up" ? { source: "./here", target: there } : { source: there, target: "./here" }),
        symlinks: options.symlinks ?? "skip",
        limits: { deletes: { count: 10_000, percent: 100 } },
      },
    },
  })
  const apply = place.run("apply", "kept", "--auto-approve")
  const hurried = join(import.meta.dirname, "hurried.mjs")
  return {
    here,
    name: place.name,
    apply,
    applied: Effect.tap(
      apply,
      ({ exitCode, stderr, stdout }) => Effect.sync(() => assert.strictEqual(exitCode, 0, stdout + stderr)),
    ),
    plan: place.run("plan", "kept"),
    applyHurried: (times) =>
      Effect.flatMap(
        startCli(["apply", "kept", "--auto-approve"], {
          folder: place.folder,
          env: {
            NODE_OPTIONS: `--import=${hurried}`,
            HURRY: `${times}`,
            ...(server.password === undefined ? {} : { SERVER_PASSWORD: server.password }),
          },
        }),
        ({ ended }) => ended,
      ),
    held: () => {
      assert.deepStrictEqual(leftoversIn(here), [])
      return contentsOf(readTree(here))
    },
  }
})

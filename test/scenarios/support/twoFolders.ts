/** Two folders of a pair, each on this machine or on a server, and what goes on with them from outside. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Side } from "../../../src/domain/Side.ts"
import { type SftpServer } from "../../support/servers/SftpServer.ts"
import { lastLine, noChanges } from "./said.ts"
import { type Written } from "./syncfileFor.ts"
import { usersTree } from "./usersTree.ts"
import { workspace } from "./workspace.ts"

/** Where both sides of a pair lie: `undefined` is this machine. */
export interface Places {
  readonly left: SftpServer | undefined
  readonly right: SftpServer | undefined
}

/** Empty folders `left` and `right`, and a syncfile that may be written again and again with other settings. */
export const twoFolders = Effect.fnUntraced(function*(places: Places) {
  const place = yield* workspace
  const on = (side: Side, name: string) => {
    const server = places[side]
    return server === undefined
      ? { disk: join(place.folder, name), written: `./${name}` }
      : { disk: join(server.folder, place.name, name), written: `${remotes[side]}:${place.name}/${name}` }
  }
  const [left, right] = [on("left", "left"), on("right", "right")]
  for (const { disk } of [left, right]) mkdirSync(disk, { recursive: true })
  return {
    ...place,
    left: left.disk,
    right: right.disk,
    /** Another folder beside a root, on the same machine or server. */
    beside: on,
    /** Writes the syncfile: the pair `shared`, in mode two-way. */
    settle: (settings: Written = {}) =>
      place.declare({
        remotes: {
          ...(places.left === undefined ? {} : { [remotes.left]: places.left }),
          ...(places.right === undefined ? {} : { [remotes.right]: places.right }),
        },
        pairs: { shared: { mode: "two-way", left: left.written, right: right.written, ...settings } },
      }),
    trees: (): Readonly<Record<Side, Readonly<Record<string, string>>>> => ({
      left: usersTree(left.disk),
      right: usersTree(right.disk),
    }),
  }
})
export type TwoFolders = Effect.Success<ReturnType<typeof twoFolders>>

const remotes = { left: "office", right: "branch" } as const

/** An approved apply ends with this exit code. */
export const applied = Effect.fnUntraced(
  function*({ run }: Pick<TwoFolders, "run">, exitCode: number, ...flags: ReadonlyArray<string>) {
    const ended = yield* run("apply", "--auto-approve", ...flags)
    assert.strictEqual(ended.exitCode, exitCode, ended.stdout + ended.stderr)
    return ended
  },
)

/** Forgets what was in step: the next apply meets both sides for the first time. */
export const rebuilt = Effect.fnUntraced(function*({ run }: Pick<TwoFolders, "run">) {
  const ended = yield* run("state", "rebuild", "shared", "--auto-approve")
  assert.strictEqual(ended.exitCode, 0, ended.stdout + ended.stderr)
})

/** Both sides hold this and nothing else, and there is nothing left to be done. */
export const inStep = Effect.fnUntraced(
  function*(folders: TwoFolders, wanted: Readonly<Record<string, string>> = folders.trees().left) {
    assert.deepStrictEqual(folders.trees(), { left: wanted, right: wanted })
    const planned = yield* folders.run("plan")
    assert.strictEqual(lastLine(planned), noChanges, planned.stdout + planned.stderr)
    assert.strictEqual(planned.exitCode, 0)
  },
)

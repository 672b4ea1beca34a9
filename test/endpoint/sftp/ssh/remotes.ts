/** Remotes for tests, and the folders of the users who use them. */
import { ConfigProvider, Effect } from "effect"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"

export const named = (...remotes: ReadonlyArray<Remote>): ReadonlyMap<string, Remote> =>
  new Map(remotes.map((remote) => [remote.name, remote]))

/** A home folder with this ~/.ssh/config. */
export const homeWith = Effect.fnUntraced(function*(sshConfig: string) {
  const home = yield* temporaryFolder("home")
  yield* Effect.promise(async () => {
    await mkdir(join(home, ".ssh"), { mode: 0o700 })
    await writeFile(join(home, ".ssh", "config"), sshConfig, { mode: 0o600 })
  })
  return home
})

/** The environment that the work sees, and nothing of the real one. */
export const withEnvironment = (env: Readonly<Record<string, string>>) =>
  Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))

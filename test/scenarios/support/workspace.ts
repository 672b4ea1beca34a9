/** A folder for one scenario: its syncfile, its state, its local trees, and the command line called in it. */
import { Effect, type Scope } from "effect"
import { mkdirSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"
import { type Ended, type Running, startCli } from "./cli.ts"
import { findSecrets, ownFilesOf } from "./findSecrets.ts"
import { type Declared, syncfileFor } from "./syncfileFor.ts"

export interface Workspace {
  readonly folder: string
  readonly name: string // no other workspace has it, so it serves as a folder's name on a shared server
  readonly declare: (declared: Declared) => void // writes the syncfile, in place of the one before
  readonly makeFolder: (name: string) => string // in the workspace; gives its full path
  readonly run: (...args: ReadonlyArray<string>) => Effect.Effect<Ended>
  readonly start: (
    args: ReadonlyArray<string>,
    onLine?: (line: string) => void,
  ) => Effect.Effect<Running, never, Scope.Scope>
}

/** When it closes, no secret that its syncfiles speak of may be in anything that was printed or written there. */
export const workspace: Effect.Effect<Workspace, never, Scope.Scope> = Effect.gen(function*() {
  const folder = yield* temporaryFolder("scenario")
  const printed: Array<string> = []
  const secrets = new Set<string>()
  let env: Readonly<Record<string, string>> = {}
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      const places = findSecrets([...secrets], { printed, files: ownFilesOf(folder) })
      if (places.length > 0) throw new Error(`A secret was found in: ${places.join(", ")}`)
    })
  )
  const start: Workspace["start"] = (args, onLine) =>
    Effect.map(startCli(args, { folder, env, onLine }), (running) => ({
      ...running,
      ended: Effect.tap(running.ended, ({ stderr, stdout }) => Effect.sync(() => void printed.push(stdout, stderr))),
    }))
  return {
    folder,
    name: basename(folder),
    declare: (declared) => {
      const written = syncfileFor(declared)
      env = written.env
      for (const secret of written.secrets) secrets.add(secret)
      writeFileSync(join(folder, "syncfile.yaml"), written.text)
    },
    makeFolder: (name) => {
      const path = join(folder, name)
      mkdirSync(path, { recursive: true })
      return path
    },
    run: (...args) => Effect.scoped(Effect.flatMap(start(args), ({ ended }) => ended)),
    start,
  }
})

/** Where the tools are measured: OpenSSH servers, each started when it is first needed, and folders for everything. */
import { Effect, Scope } from "effect"
import { execFile } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { type Tree, writeTree } from "./Tree.ts"
import { openVenue, type Venue, type VenueName } from "./Venue.ts"

export interface Stage {
  readonly place: string // on this machine
  readonly served: string // on every server: they are told where by absolute paths
  readonly venue: (name: VenueName) => Effect.Effect<Venue>
  readonly env: NodeJS.ProcessEnv
}

/** Nothing of the environment but where programs are; the home is empty, so no tool finds a configuration of its own. */
export const bareEnvironment = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  HOME: home,
  LANG: "C.UTF-8",
})

export const openStage: Effect.Effect<Stage, never, Scope.Scope> = Effect.gen(function*() {
  const scope = yield* Effect.scope
  const place = yield* temporaryFolder("bench")
  yield* Effect.addFinalizer(() => remove(place)) // quickly, before it is done with care
  const [home, served] = [join(place, "home"), join(place, "served")]
  for (const folder of [home, served]) mkdirSync(folder)
  const open = new Map<VenueName, Venue>()
  const venue = Effect.fnUntraced(function*(name: VenueName) {
    const opened = open.get(name) ?? (yield* Scope.provide(openVenue(name, home), scope))
    open.set(name, opened)
    return opened
  })
  return { place, served, venue, env: bareEnvironment(home) }
})

/** The folder with that tree below `parent`, made when it is first asked for. */
export const treeIn = (parent: string, tree: Tree): string => {
  const folder = join(parent, `tree-${tree.name}`)
  if (!existsSync(folder)) writeTree(tree, folder)
  return folder
}

/** Takes the tree away from both sides. */
export const dropTree = (stage: Stage, { name }: Tree): Effect.Effect<void> =>
  Effect.forEach([stage.place, stage.served], (parent) => remove(join(parent, `tree-${name}`)), { discard: true })

/** A million files are gone in half a minute; file by file it would take several. */
export const remove = (folder: string): Effect.Effect<void> => running("rm", "-rf", folder)

/** Waits until everything is on the disk: otherwise one tool would pay for what another has written. */
export const settle: Effect.Effect<void> = Effect.suspend(() => running("sync"))

const running = (program: string, ...args: ReadonlyArray<string>): Effect.Effect<void> =>
  Effect.asVoid(Effect.promise(() => promisify(execFile)(program, args)))

/** Where the tools are measured: one OpenSSH server, seen from near and from far, and folders for everything. */
import { Effect, type Scope } from "effect"
import { execFile } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { delayProxy } from "../support/network/delayProxy.ts"
import { throughProxy } from "../support/network/throughProxy.ts"
import { type Target } from "../support/servers/openSsh.ts"
import { sshd } from "../support/servers/sshd.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { type Tree, writeTree } from "./Tree.ts"

export interface Stage {
  readonly place: string // on this machine
  readonly served: string // the server's folder
  readonly near: Target
  readonly far: Target
  readonly env: NodeJS.ProcessEnv
}

/** One way. */
const delayMilliseconds = 25

/** Nothing of the environment but where programs are; the home is empty, so no tool finds a configuration of its own. */
export const bareEnvironment = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  HOME: home,
  LANG: "C.UTF-8",
})

export const openStage: Effect.Effect<Stage, never, Scope.Scope> = Effect.gen(function*() {
  const place = yield* temporaryFolder("bench")
  const home = join(place, "home")
  mkdirSync(home)
  // Otherwise the login shell would read the start-up files of whoever runs this, once for each hash rclone asks for.
  const server = yield* sshd({ config: [`SetEnv HOME=${home}`] })
  const proxy = yield* delayProxy({ port: server.port, delayMilliseconds })
  return {
    place,
    served: server.folder,
    near: server,
    far: yield* throughProxy(server, proxy),
    env: bareEnvironment(home),
  }
})

/** The folder with that tree below `parent`, made when it is first asked for. */
export const treeIn = (parent: string, tree: Tree): string => {
  const folder = join(parent, `tree-${tree.name}`)
  if (!existsSync(folder)) writeTree(tree, folder)
  return folder
}

/** Waits until everything is on the disk: otherwise one tool would pay for what another has written. */
export const settle: Effect.Effect<void> = Effect.promise(() => promisify(execFile)("sync")).pipe(Effect.asVoid)

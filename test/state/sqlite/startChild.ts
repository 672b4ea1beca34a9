/** Starts child.ts as a process, and talks with it line by line. */
import { Effect, type Scope } from "effect"
import { spawn, type SpawnOptions } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { build } from "rolldown"

export interface Child {
  /** The next line that it says, or "" once it has ended. */
  readonly hears: Effect.Effect<string>
  readonly tell: Effect.Effect<void>
  /** Kills it as nothing can be caught, and waits until it is gone. */
  readonly kill: Effect.Effect<void>
}

interface ChildOptions extends Pick<SpawnOptions, "uid" | "gid"> {
  /** A shell command that limits what the process may do. */
  readonly limit?: string
}

export const startChild = Effect.fnUntraced(function*(
  parameters: ReadonlyArray<string>,
  options: ChildOptions = {},
): Effect.fn.Return<Child, never, Scope.Scope> {
  const text = yield* Effect.promise(bundle)
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "syncfile-child-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true })),
  )
  const script = join(folder, "child.mjs")
  yield* Effect.sync(() => writeFileSync(script, text))
  yield* Effect.sync(() => chmodSync(folder, 0o755)) // one of them runs as another user
  return yield* Effect.acquireRelease(Effect.sync(() => start(script, parameters, options)), ({ kill }) => kill)
})

let bundled: Promise<string> | undefined

/** Bundled once: twenty processes that each load all of Effect from source take seconds to start. */
const bundle = (): Promise<string> => {
  bundled ??= build({
    input: join(import.meta.dirname, "child.ts"),
    platform: "node",
    output: { format: "esm" },
    write: false,
    logLevel: "silent",
  }).then(({ output }) => output[0].code)
  return bundled
}

const start = (script: string, parameters: ReadonlyArray<string>, { limit = "true", ...user }: ChildOptions): Child => {
  const command = ["-c", `${limit}; exec "$0" "$@"`, process.execPath, script, ...parameters]
  const child = spawn("sh", command, { ...user, stdio: ["pipe", "pipe", "inherit"] })
  if (child.stdin === null || child.stdout === null) throw new Error("a child without pipes")
  const { stdin, stdout } = child
  stdin.on("error", () => {}) // it may have ended before it was told
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  const gone = new Promise<void>((resolve) => void child.once("exit", () => resolve()))
  return {
    hears: Effect.promise(async () => (await lines.next()).value ?? ""),
    tell: Effect.sync(() => void stdin.write("go\n")),
    kill: Effect.promise(() => {
      child.kill("SIGKILL")
      return gone
    }),
  }
}

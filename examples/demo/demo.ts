/** The main job, from nothing: a server of its own, real files, plan, apply, nothing to do, edits, plan, apply. */
import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { edit, makeHandbook } from "./handbook.ts"
import { startSftpServer } from "./server/startSftpServer.ts"

const project = join(import.meta.dirname, "..", "..")
const place = await mkdtemp(join(tmpdir(), "syncfile-demo-"))
const source = join(place, "handbook")
const served = join(place, "served")
const password = randomBytes(12).toString("base64url")

const tell = (text: string) => process.stdout.write(`\n\u001b[1m# ${text}\u001b[22m\n`)

/** Runs the command line of this project, as a user would. */
const syncfile = (env: NodeJS.ProcessEnv, ...args: ReadonlyArray<string>) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(`\n$ syncfile ${args.join(" ")}\n\n`)
    const child = spawn(process.execPath, [join(project, "src", "main.ts"), ...args], {
      cwd: project,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    })
    child.on("error", reject)
    child.on("exit", (code) => code === 0 ? resolve() : reject(new Error(`syncfile ${args[0]} ended with ${code}`)))
  })

const run = async () => {
  await mkdir(served)
  await makeHandbook(source)
  const server = await startSftpServer({ folder: served, user: "demo", password })
  try {
    const knownHosts = join(place, "known_hosts")
    await writeFile(knownHosts, `${server.hostKeyLine}\n`, { mode: 0o600 })
    const env = {
      ...process.env,
      SYNCFILE: join(project, "syncfile.yaml"),
      SYNCFILE_DEMO_PORT: String(server.port),
      SYNCFILE_DEMO_PASSWORD: password,
      SYNCFILE_DEMO_KNOWN_HOSTS: knownHosts,
      SYNCFILE_DEMO_SOURCE: source,
      SYNCFILE_DEMO_STATE: join(place, "state", "state.sqlite"),
    }
    tell(`An SFTP server runs on 127.0.0.1:${server.port}. The source has a few files, the server none.`)
    await syncfile(env, "plan")
    await syncfile(env, "apply", "--auto-approve")
    tell("Both sides are equal now, and syncfile knows it.")
    await syncfile(env, "plan")
    tell("Somebody edits one file, adds one and deletes one.")
    await edit(source)
    await syncfile(env, "plan")
    await syncfile(env, "apply", "--auto-approve")
    tell("That was it. The server is stopped and all of it is removed again.")
  } finally {
    await server.stop()
  }
}

try {
  await run()
} finally {
  await rm(place, { recursive: true, force: true })
}

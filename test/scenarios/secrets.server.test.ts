import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { startSftpServer } from "../../examples/demo/server/startSftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { cli } from "./support/cli.ts"
import { findSecrets, ownFilesOf } from "./support/findSecrets.ts"
import { answering, keys } from "./support/onTerminal.ts"
import { writeTree } from "./support/tree.ts"
import { startWatch, textOf } from "./support/watching.ts"
import { workspace } from "./support/workspace.ts"

/** All that a shell, YAML, our own variables or a URL would make something else of. */
const password = "p$HOME ${USER:-x} 'q' \"r\" `id` \\ %41 $$ <&> ü"
const wrongPassword = `${password} (not quite)`

const filled = Effect.gen(function*() {
  const place = yield* temporaryFolder("secret-server")
  const folder = join(place, "served")
  writeTree(folder, { "data/a.txt": "a", "data/sub/b.txt": "b" })
  const server = yield* Effect.acquireRelease(
    Effect.promise(() => startSftpServer({ folder, user: "ada", password })),
    (started) => Effect.promise(() => started.stop()),
  )
  writeFileSync(join(place, "known_hosts"), `${server.hostKeyLine}\n`)
  writeFileSync(join(place, "password"), `${password}\n`, { mode: 0o600 })
  writeFileSync(join(place, "print"), `#!/bin/sh\ncat '${place}/password'\necho 'a note of the password manager'\n`)
  chmodSync(join(place, "print"), 0o700)
  mkdirSync(join(place, "credentials"))
  writeFileSync(join(place, "credentials", "office"), password)
  return { place, port: server.port }
})

/** Where the password is, as the syncfile says it, and what is in the environment for that. */
const sources: ReadonlyArray<
  readonly [
    source: string,
    written: (place: string) => string,
    env: (place: string) => Readonly<Record<string, string>>,
  ]
> = [
  ["an environment variable", () => "{ env: OFFICE }", () => ({ OFFICE: password })],
  ["a file", (place) => `{ file: ${place}/password }`, () => ({})],
  ["a command", (place) => `{ command: [${place}/print] }`, () => ({})],
  ["a credential", () => "{ credential: office }", (place) => ({ CREDENTIALS_DIRECTORY: join(place, "credentials") })],
]

/** Everything that reads the syncfile or the state, in text and JSON, with a plan saved and applied in between. */
const session: ReadonlyArray<ReadonlyArray<string>> = [
  ["validate"],
  ["config"],
  ["config", "--json"],
  ["remote", "test"],
  ["remote", "ls", "office:data", "--json"],
  ["plan", "--out", "saved.syncplan", "--comment-file", "comment.md", "-v"],
  ["show", "saved.syncplan", "--json"],
  ["apply", "saved.syncplan", "-v", "--json"],
  ["explain", "a.txt", "--json"],
  ["status", "--json"],
]

const essential: ReadonlySet<string | undefined> = new Set(["config", "plan", "apply"])

describe("a password from", () => {
  it.live.each(sources)("%s opens the door and is seen nowhere", ([source, written, envIn]) =>
    Effect.gen(function*() {
      const { place, port } = yield* filled
      const folder = yield* temporaryFolder("secrets")
      const env = envIn(place)
      writeFileSync(
        join(folder, "syncfile.yaml"),
        [
          "version: 1",
          "name: secrets",
          "remotes:",
          `  office: { type: sftp, host: 127.0.0.1, port: ${port}, user: ada, knownHosts: ${place}/known_hosts,`,
          `    auth: { password: ${written(place)} } }`,
          "pairs: { docs: { mode: mirror, source: 'office:data', target: ./out } }",
          "",
        ].join("\n"),
      )
      const printed: Array<string> = []
      const commands = source === "an environment variable" ? session : session.filter(([name]) => essential.has(name))
      for (const args of commands) {
        const { exitCode, stderr, stdout } = yield* cli(args, { folder, env })
        assert.strictEqual(exitCode, 0, `${args.join(" ")}\n${stderr}`)
        printed.push(stdout, stderr)
      }
      const files = ownFilesOf(folder)
      assert.includeMembers(
        [...files],
        ["syncfile.yaml", "saved.syncplan", "comment.md", ".syncfile/state.sqlite"].map((name) => join(folder, name)),
      )
      assert.deepStrictEqual(findSecrets([password], { printed, files }), [])
    }).pipe(Effect.scoped))
})

describe("a secret that does not open the door", () => {
  it.live("is not shown either: neither a wrong password nor one that is hard to read", () =>
    Effect.gen(function*() {
      const { place, port } = yield* filled
      const folder = yield* temporaryFolder("secrets")
      const remote = (host: string) =>
        `{ type: sftp, host: ${host}, port: ${port}, user: ada, knownHosts: ${place}/known_hosts, auth: { password: { env: OFFICE } } }`
      writeFileSync(
        join(folder, "syncfile.yaml"),
        `version: 1\nname: secrets\nremotes:\n  office: ${remote("127.0.0.1")}\n  other: ${remote("localhost")}\n`
          + "pairs: { docs: { mode: mirror, source: 'office:data', target: ./out } }\n",
      )
      const printed: Array<string> = []
      for (const args of [["plan"], ["plan", "--json"], ["apply", "-y", "-v"], ["remote", "test"]]) {
        const { exitCode, stderr, stdout } = yield* cli(args, { folder, env: { OFFICE: wrongPassword } })
        assert.strictEqual(exitCode, 8, args.join(" "))
        printed.push(stdout, stderr)
      }
      assert.include(printed.join(""), "the server does not let ada in with the password")
      assert.deepStrictEqual(findSecrets([password], { printed, files: ownFilesOf(folder) }), [])
    }).pipe(Effect.scoped))

  it.live("that a failing program printed stays with the program", () =>
    Effect.gen(function*() {
      const { place, port } = yield* filled
      const folder = yield* temporaryFolder("secrets")
      writeFileSync(join(place, "print"), `#!/bin/sh\ncat '${place}/password'\nexit 3\n`)
      writeFileSync(
        join(folder, "syncfile.yaml"),
        `version: 1\nname: secrets\nremotes: { office: { type: sftp, host: 127.0.0.1, port: ${port}, user: ada, `
          + `auth: { password: { command: [${place}/print] } } } }\npairs: { docs: { mode: copy, source: 'office:data', target: ./out } }\n`,
      )
      const { exitCode, stderr, stdout } = yield* cli(["plan"], { folder })
      assert.strictEqual(exitCode, 8)
      assert.include(stderr, "failed (3)")
      assert.deepStrictEqual(findSecrets([password], { printed: [stdout, stderr], files: ownFilesOf(folder) }), [])
    }).pipe(Effect.scoped))
})

describe("a secret that somebody writes into the syncfile", () => {
  it.live("while it is watched is told to nobody", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      place.makeFolder("in")
      const declared = {
        daemon: { notify: [{ webhook: { url: "http://127.0.0.1:1/services/hunter2" } }] },
        pairs: { docs: { mode: "copy", source: "./in", target: "./out", schedule: { every: "1h" } } },
      }
      const watch = yield* startWatch(place, declared)
      const told: Array<string> = []
      const ask = (path: string) =>
        Effect.promise(async () => told.push(await (await fetch(`http://${watch.address}${path}`)).text()))
      yield* watch.says(/pair=docs/)
      yield* ask("/api/config")
      const file = join(place.folder, "syncfile.yaml")
      const written = textOf(file)
      const more =
        "  more: { mode: copy, source: ./in, target: ./more, notify: [{ webhook: { url: { env: A }, headers: "
      appendFileSync(file, `${more}{ Authorization: Bearer hunter2 } } }] }\n`)
      yield* watch.says(/the secret itself is never written here/)
      for (const path of ["/api/config", "/api/status", "/readyz"]) yield* ask(path)
      writeFileSync(file, `${written}${more}{ Authorization: "Bearer hunter2" }\n`)
      yield* watch.says(/Flow map in block collection must be/)
      for (const path of ["/api/config", "/api/status"]) yield* ask(path)
      const { stderr, stdout } = yield* watch.stop
      assert.include(told.join(""), "Authorization")
      assert.deepStrictEqual(findSecrets(["hunter2"], { printed: [...told, stderr, stdout], files: [] }), [])
    }).pipe(Effect.scoped))
})

describe("an encrypted key", () => {
  it.live("opens the door with its passphrase, and neither is seen, on a terminal too", () =>
    Effect.gen(function*() {
      const office = yield* sshd()
      const place = yield* workspace // which looks for the passphrase and the key when it closes
      writeTree(join(office.folder, "data"), { "a.txt": "a" })
      const pairs = { docs: { mode: "mirror", source: "office:data", target: "./out" } }
      const { keyFile, passphrase } = yield* office.encryptedKey
      place.declare({ remotes: { office: { ...office, keyFile, passphrase } }, pairs })
      for (const args of session.slice(0, -3)) {
        assert.strictEqual((yield* place.run(...args)).exitCode, 0, args.join(" "))
      }

      const seat = { folder: place.folder, env: { OFFICE_PASSPHRASE: passphrase } }
      const { exitCode, screen } = yield* answering(["apply", "-v"], seat, "Enter a value: ", `yes${keys.enter}`)
      assert.strictEqual(exitCode, 0, screen)
      assert.notInclude(screen, passphrase)
    }).pipe(Effect.scoped))
})

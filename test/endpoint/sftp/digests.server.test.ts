/** Digests by a server's own programs, and everything that must keep them from being believed. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Content, type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { type SftpServer } from "../../support/servers/SftpServer.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { at, noise, noon, readAll, sameBytes } from "../contract/storyOf.ts"
import { type World } from "../contract/World.ts"
import { openOn, openThroughProxy } from "./opened.ts"
import { shellServer, withPrograms } from "./shells.ts"
import { watchRequests } from "./watchRequests.ts"

const server = sharedServer(sshd())
const odd = sharedServer(shellServer)

/** The server with the odd shell, as it is from now on. */
const serverWhere = (asked: (place: string) => string, served?: string) =>
  Effect.tap(odd, ({ behave }) => Effect.sync(() => behave(asked, served)))

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

/** As they are listed, in the order of the listing. */
const contentsOf = Effect.fnUntraced(function*(endpoint: Endpoint, paths: ReadonlyArray<string>) {
  const wanted = new Set(paths)
  const contents: Array<Content> = []
  const folders = new Set(paths.map((path) => path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : undefined))
  for (const folder of folders) {
    const { entries } = yield* endpoint.list(folder === undefined ? undefined : at(folder))
    for (const [name, entry] of entries) {
      const path = folder === undefined ? name : `${folder}/${name}`
      if (entry._tag === "File" && wanted.has(path)) contents.push([at(path), entry])
    }
  }
  assert.strictEqual(contents.length, paths.length)
  return contents
})

/** So many that a server is asked. */
const fill = (world: World, count = 200): ReadonlyArray<string> => {
  const paths = Array.from({ length: count }, (_, index) => `file ${index}`)
  for (const [index, path] of paths.entries()) {
    world.put(path, noise(index * 10, index), { modified: noon + index * 1000 })
  }
  return paths
}

/** What is told, by path, and by what. Whatever it is must be true. */
const digestsOf = Effect.fnUntraced(function*(endpoint: Endpoint, world: World, contents: ReadonlyArray<Content>) {
  const told = new Map<string, string>()
  const by = yield* endpoint.digests(contents, ([path], digest) => Effect.sync(() => void told.set(path, digest)))
  for (const [path, digest] of told) assert.strictEqual(digest, sha256(world.bytes(path) ?? new Uint8Array()), path)
  return { told, by }
})

/** That a server tells none, and reads as well as ever. */
const tellsNone = (up: Effect.Effect<SftpServer, never, Scope.Scope>) =>
  Effect.gen(function*() {
    const { endpoint, world } = yield* openOn(yield* up)
    const contents = yield* contentsOf(endpoint, fill(world))
    const { told, by } = yield* digestsOf(endpoint, world, contents)
    assert.strictEqual(told.size, 0)
    assert.isUndefined(by)
    yield* readsOn(endpoint, contents)
  })

const readsOn = Effect.fnUntraced(function*(endpoint: Endpoint, contents: ReadonlyArray<Content>) {
  const [path, file] = contents.at(-1) ?? assert.fail("nothing to read")
  const index = Number(path.slice("file ".length))
  sameBytes(yield* readAll(endpoint, path, file), noise(index * 10, index))
})

const sha256sum = "exec /usr/bin/sha256sum \"$@\""

describe("the digests of many files", () => {
  it.live("are told by the server itself, and names are only names to it", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const names = [
        "-rf",
        "$(touch hit)",
        "`touch hit`",
        "a;touch hit",
        "it's \"quoted\"",
        " two  spaces ",
        "*",
        "ärger 🦆",
      ]
      const paths = [...fill(world), ...names.flatMap((name) => [name, `d ${name}/${name}`])]
      const unsent = ["new\nline", "back\\slash", "tab\tbed"]
      for (const path of [...paths.slice(200), ...unsent]) world.put(path, noise(50, path.length))
      const { told, by } = yield* digestsOf(endpoint, world, yield* contentsOf(endpoint, [...paths, ...unsent]))
      assert.strictEqual(by, "openssl")
      assert.deepStrictEqual([...told.keys()].toSorted(), paths.toSorted())
      assert.notInclude(world.names(), "hit")
    }))

  it.live("are not told of the one that vanished, and no other takes its place", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const paths = fill(world)
      const contents = yield* contentsOf(endpoint, paths)
      for (const path of ["file 0", "file 77", "file 199"]) world.remove(path)
      const { told } = yield* digestsOf(endpoint, world, contents)
      assert.strictEqual(told.size, 197)
    }))

  it.live("are not told of what was written while they were asked for", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const few = ["d/one", "d/two"] // looked at one by one
      for (const path of few) world.put(path, noise(30), { modified: noon })
      const contents = yield* contentsOf(endpoint, [...fill(world), ...few])
      let isDue = true
      yield* watchRequests((operation, request) => {
        if (isDue && (operation === "list" || operation === "look at")) {
          isDue = false
          world.put("file 77", noise(770, 77), { modified: noon })
          world.put("d/two", noise(31), { modified: noon })
        }
        return request
      })
      const { told } = yield* digestsOf(endpoint, world, contents)
      assert.isFalse(isDue)
      assert.deepStrictEqual([told.size, told.has("file 77"), told.has("d/two")], [200, false, false])
    }))

  it.live("are told by shells that were started before it was known what they would be asked", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* serverWhere(withPrograms({ sha256sum })))
      const contents = yield* contentsOf(endpoint, fill(world))
      yield* endpoint.expectDigests
      yield* endpoint.expectDigests
      const running = Effect.flatMap(odd, ({ processes }) => processes)
      const begun = yield* running
      let later: ReadonlyArray<number> = []
      yield* endpoint.digests(contents, () => Effect.map(running, (now) => void (later = now)))
      assert.sameMembers([...later], [...begun])
      yield* proxy.cut
      yield* endpoint.list(undefined).pipe(Effect.retry({ times: 3 }))
      yield* endpoint.expectDigests
      yield* proxy.cut
      assert.strictEqual((yield* digestsOf(endpoint, world, contents)).told.size, 200)
    }))

  it.live("are told over connections that break in the middle", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
      const contents = yield* contentsOf(endpoint, fill(world, 800))
      let count = 0
      const told = new Set<string>()
      yield* endpoint.digests(contents, ([path]) =>
        Effect.suspend(() => {
          told.add(path)
          count += 1
          return count === 300 ? proxy.cut : Effect.void
        }))
      assert.strictEqual(told.size, 800)
    }))

  it.live("are told of large ones, of which only the end of one is read", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
      world.put("large", noise(3_000_001))
      const contents = yield* contentsOf(endpoint, ["large"])
      const { told } = yield* digestsOf(endpoint, world, contents)
      assert.strictEqual(told.size, 1)
      assert.isBelow((yield* proxy.traffic).down, 200_000)
    }))

  it.live("are not asked for where reading is as quick", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const { told } = yield* digestsOf(endpoint, world, yield* contentsOf(endpoint, fill(world, 20)))
      assert.strictEqual(told.size, 0)
    }))
})

const programs: Readonly<Record<string, string>> = {
  sha256sum,
  "shasum": "exec /usr/bin/shasum \"$@\"",
  "openssl": "exec /usr/bin/openssl \"$@\"",
  "busybox": "shift; exec /usr/bin/sha256sum \"$@\"",
  "sha256": "shift; /usr/bin/sha256sum \"$@\" | /bin/sed 's/  / /'", // as BSD's prints it
}

describe("a shell that is believed", () => {
  for (const [name, body] of Object.entries(programs)) {
    it.live(`has ${name} and nothing else`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* serverWhere(withPrograms({ [name]: body })))
        const { told, by } = yield* digestsOf(endpoint, world, yield* contentsOf(endpoint, fill(world)))
        assert.strictEqual(by, name)
        assert.strictEqual(told.size, 200)
      }))
  }
})

/** Right of what is empty, wrong of everything else. */
const lying = "for f in \"$@\"; do /usr/bin/sha256sum \"$f\" | /bin/sed '/^e3b0/!s/^..../0000/'; done"

/** Right but of one file, of which it tells half a digest. */
const stumbling = "/usr/bin/sha256sum \"$@\" | /bin/sed '/file 150$/s/^.\\{32\\}//'"

describe("a shell that is not believed", () => {
  it.live("has no program for it", () => tellsNone(serverWhere(withPrograms({}))))
  it.live("digests wrong", () => tellsNone(serverWhere(withPrograms({ sha256sum: lying }))))
  it.live("prints something first", () =>
    tellsNone(serverWhere(() => "echo Welcome to the machine\nexec sh -c \"$SSH_ORIGINAL_COMMAND\"")))
  it.live("is none but SFTP again", () => tellsNone(sshd({ config: ["ForceCommand internal-sftp"] })))
  it.live("is no login at all", () => tellsNone(serverWhere(() => "echo This account is not available.; exit 1")))
  it.live("would need a channel more than the server grants", () => tellsNone(sshd({ config: ["MaxSessions 1"] })))
  it.live("says one wrong thing: nothing of that answer is believed", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* serverWhere(withPrograms({ sha256sum: stumbling })))
      const contents = yield* contentsOf(endpoint, fill(world))
      const { told } = yield* digestsOf(endpoint, world, contents)
      assert.strictEqual(told.size, 0)
      yield* readsOn(endpoint, contents)
    }))

  it.live("sees other files under the same names, though they look alike and some hold the same", () =>
    Effect.gen(function*() {
      const other = yield* temporaryFolder("other")
      const up = yield* serverWhere(
        () => "exec sh -c \"$SSH_ORIGINAL_COMMAND\"",
        `exec unshare --mount sh -c 'mount --bind ${other} "$1"; shift; exec "$@"' sh "\${SSH_ORIGINAL_COMMAND##* }"`,
      )
      const { endpoint, world } = yield* openOn(up)
      const paths = fill(world) // what the shell sees
      const name = world.root.slice(up.folder.length + 1)
      mkdirSync(join(other, name))
      const modified = (index: number) => new Date(noon + index * 1000)
      for (const [index, path] of paths.entries()) { // what SFTP shows: the newest ones are other versions
        const file = join(other, name, path)
        writeFileSync(file, noise(index * 10, index < 150 ? index : index + 1))
        utimesSync(file, modified(index), modified(index))
      }
      assert.isTrue(existsSync(join(world.root, "file 0")))
      const contents = yield* contentsOf(endpoint, paths)
      const told: Array<string> = []
      yield* endpoint.digests(contents, ([path]) => Effect.sync(() => void told.push(path)))
      assert.deepStrictEqual(told, [])
    }))
})

import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import ssh2, { type ConnectConfig, type SFTPWrapper } from "ssh2"
import { type RunningSftpServer, startSftpServer } from "../../examples/demo/server/startSftpServer.ts"

const { STATUS_CODE } = ssh2.utils.sftp
const account = { user: "demo", password: "a password" }

const logIn = (server: RunningSftpServer, change: ConnectConfig = {}): Promise<ssh2.Client> =>
  new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    client.once("ready", () => resolve(client.setNoDelay(true)))
    client.once("error", reject)
    client.connect({
      host: "127.0.0.1",
      port: server.port,
      username: account.user,
      password: account.password,
      ...change,
    })
  })

type Done<A> = (error?: Error | null, value?: A) => void

const answerOf = <A = unknown>(ask: (done: Done<A>) => void): Promise<A> =>
  new Promise((resolve, reject) => ask((error, value) => error ? reject(error) : resolve(value as A)))

const statusOf = async (ask: (done: Done<unknown>) => void): Promise<number | undefined> => {
  try {
    await answerOf(ask)
    return STATUS_CODE.OK
  } catch (error) {
    return (error as { code?: number }).code
  }
}

describe("the demo's SFTP server", () => {
  const place = mkdtempSync(join(tmpdir(), "syncfile-demo-"))
  const folder = join(place, "folder")
  const on = (name: string) => join(folder, name)
  let server: RunningSftpServer
  let client: ssh2.Client
  let sftp: SFTPWrapper

  const open = (name: string, flags: ssh2.OpenMode) => answerOf<Buffer>((done) => sftp.open(name, flags, done))
  const close = (handle: Buffer) => answerOf((done) => sftp.close(handle, done))

  beforeAll(async () => {
    mkdirSync(folder)
    writeFileSync(join(place, "outside"), "outside")
    server = await startSftpServer({ folder, ...account })
    client = await logIn(server)
    sftp = await answerOf<SFTPWrapper>((done) => client.sftp(done))
  })
  afterAll(async () => {
    await server.stop()
    rmSync(place, { recursive: true })
  })

  it("shows the host key that it announces", async () => {
    let shown: Buffer | undefined
    const verifying = await logIn(server, {
      hostVerifier: (key: Buffer) => {
        shown = key
        return true
      },
    })
    verifying.end()
    assert.include(server.hostKeyLine, `[127.0.0.1]:${server.port} ssh-ed25519 ${shown?.toString("base64")}`)
    const digest = createHash("sha256").update(shown ?? "").digest("base64").replace(/=$/u, "")
    assert.strictEqual(server.hostKeyFingerprint, `SHA256:${digest}`)
  })

  it.each([{ password: "another" }, { username: "someone" }])("turns away %o", async (wrong) => {
    const refused = await logIn(server, wrong).catch((error: Error) => error.message)
    assert.strictEqual(refused, "All configured authentication methods failed")
  })

  it("stores and gives back bytes at their offsets", async () => {
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251))
    const handle = await open("bytes", "w")
    await Promise.all(
      [1, 3, 0, 2].map((part) =>
        answerOf((done) => sftp.write(handle, content, part * 25_000, 25_000, part * 25_000, done))
      ),
    )
    await close(handle)
    assert.deepStrictEqual(readFileSync(on("bytes")), content)
    const again = await open("/bytes", "r")
    const middle = Buffer.alloc(1000)
    await new Promise((resolve) => sftp.read(again, middle, 0, 1000, 50_000, resolve))
    assert.deepStrictEqual(middle, content.subarray(50_000, 51_000))
    assert.strictEqual((await answerOf<ssh2.Stats>((done) => sftp.fstat(again, done))).size, 100_000)
    assert.strictEqual(await answerOf((done) => sftp.read(again, middle, 0, 1000, 100_000, done)), 0) // EOF
    await close(again)
    assert.strictEqual(await statusOf((done) => sftp.close(again, done)), STATUS_CODE.FAILURE)
  })

  it("creates a file exclusively only where none is", async () => {
    await close(await open("exclusive", "wx"))
    assert.strictEqual(await statusOf((done) => sftp.open("exclusive", "wx", done)), STATUS_CODE.FAILURE)
  })

  it("sets times and modes by path and by handle", async () => {
    const handle = await open("timed", "w")
    await answerOf((done) => sftp.fsetstat(handle, { mode: 0o600, atime: 1000, mtime: 2000 }, done))
    assert.strictEqual(statSync(on("timed")).mtimeMs, 2_000_000)
    assert.strictEqual(statSync(on("timed")).mode & 0o777, 0o600)
    await close(handle)
    await answerOf((done) => sftp.setstat("timed", { mtime: 3000, atime: 3000, size: 7 }, done))
    const stats = await answerOf<ssh2.Stats>((done) => sftp.stat("timed", done))
    assert.deepStrictEqual([stats.size, stats.mtime], [7, 3000])
  })

  it("lists a directory of any size, with attributes", async () => {
    await answerOf((done) => sftp.mkdir("many", done))
    for (let at = 0; at < 250; at++) writeFileSync(on(`many/${at}`), "x".repeat(at))
    const entries = await answerOf<ReadonlyArray<ssh2.FileEntryWithStats>>((done) => sftp.readdir("many", done))
    assert.deepStrictEqual(
      new Map(entries.map((entry) => [entry.filename, entry.attrs.size])),
      new Map(Array.from({ length: 250 }, (_, at) => [`${at}`, at])),
    )
    assert.strictEqual(await statusOf((done) => sftp.rmdir("many", done)), STATUS_CODE.FAILURE)
  })

  it("renames and removes, but never over what is there", async () => {
    for (const name of ["one", "two"]) writeFileSync(on(name), name)
    mkdirSync(on("directory"))
    assert.strictEqual(await statusOf((done) => sftp.rename("one", "two", done)), STATUS_CODE.FAILURE)
    assert.strictEqual(await statusOf((done) => sftp.rename("directory", "two", done)), STATUS_CODE.FAILURE)
    assert.strictEqual(readFileSync(on("two"), "utf8"), "two")
    await answerOf((done) => sftp.rename("one", "directory/one", done))
    await answerOf((done) => sftp.rename("directory", "renamed", done))
    assert.deepStrictEqual(readdirSync(on("renamed")), ["one"])
    await answerOf((done) => sftp.unlink("renamed/one", done))
    await answerOf((done) => sftp.rmdir("renamed", done))
    assert.isFalse(existsSync(on("renamed")))
    assert.strictEqual(await statusOf((done) => sftp.unlink("one", done)), STATUS_CODE.NO_SUCH_FILE)
  })

  it("announces posix-rename and fsync, and does them", async () => {
    for (const name of ["new", "old"]) writeFileSync(on(name), name)
    await answerOf((done) => sftp.ext_openssh_rename("new", "old", done))
    assert.strictEqual(readFileSync(on("old"), "utf8"), "new")
    const handle = await open("old", "r+")
    await answerOf((done) => sftp.ext_openssh_fsync(handle, done))
    await close(handle)
    assert.throws(() => sftp.ext_openssh_statvfs("/", () => {}), /does not support/u)
  })

  it("never leaves its folder", async () => {
    symlinkSync("..", on("up"))
    symlinkSync("../outside", on("leak"))
    symlinkSync("bytes", on("link"))
    symlinkSync("../made", on("nowhere"))
    const refused = STATUS_CODE.PERMISSION_DENIED
    for (const path of ["../outside", "/../outside", "many/../../outside", "up/outside", "leak", "many/../bytes"]) {
      assert.strictEqual(await statusOf((done) => sftp.open(path, "r", done)), refused, path)
      assert.strictEqual(await statusOf((done) => sftp.open(path, "w", done)), refused, path)
      assert.strictEqual(await statusOf((done) => sftp.stat(path, done)), refused, path)
    }
    assert.strictEqual(await statusOf((done) => sftp.opendir("up", done)), refused)
    assert.strictEqual(await statusOf((done) => sftp.mkdir("up/made", done)), refused)
    assert.strictEqual(await statusOf((done) => sftp.rename("bytes", "up/bytes", done)), refused)
    assert.strictEqual(await statusOf((done) => sftp.ext_openssh_rename("bytes", "../bytes", done)), refused)
    assert.strictEqual(await statusOf((done) => sftp.unlink("up/outside", done)), refused)
    assert.strictEqual(await statusOf((done) => sftp.open("nowhere", "w", done)), STATUS_CODE.FAILURE)
    assert.deepStrictEqual(readdirSync(place).toSorted(), ["folder", "outside"])
    assert.strictEqual(readFileSync(join(place, "outside"), "utf8"), "outside")
    assert.strictEqual(await answerOf<string>((done) => sftp.readlink("link", done)), "bytes")
    assert.isTrue((await answerOf<ssh2.Stats>((done) => sftp.lstat("link", done))).isSymbolicLink())
    assert.strictEqual((await answerOf<ssh2.Stats>((done) => sftp.stat("link", done))).size, 100_000)
    assert.strictEqual(await answerOf<string>((done) => sftp.realpath(".", done)), "/")
  })

  it("answers a small request without the wait of Nagle's algorithm", async () => {
    const start = performance.now()
    for (let at = 0; at < 50; at++) await answerOf((done) => sftp.lstat("/", done))
    assert.isBelow(performance.now() - start, 1000) // 50 times 40 ms would be 2 s
  })

  it("is gone once stopped, with a client still logged in", async () => {
    const short = await startSftpServer({ folder, ...account })
    const guest = await logIn(short)
    const gone = new Promise<void>((resolve) => guest.once("close", () => resolve()))
    await short.stop()
    await gone
    const code = await new Promise((resolve) => {
      connect(short.port, "127.0.0.1").once("error", (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    assert.strictEqual(code, "ECONNREFUSED")
  })
})

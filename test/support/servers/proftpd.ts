/** ProFTPD on loopback, set up to behave like SFTP To Go: an object store behind an SFTP server. Needs root. */
import { Effect, type Scope } from "effect"
import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chown, mkdir, readdir, rm, writeFile } from "node:fs/promises"
import { basename, join } from "node:path"
import { promisify } from "node:util"
import { freePort } from "./freePort.ts"
import { userKeys, writeKey } from "./keys.ts"
import { proftpdConfig } from "./proftpdConfig.ts"
import { serverProcess } from "./serverProcess.ts"
import { type SftpServer } from "./SftpServer.ts"
import { temporaryFolder } from "./temporaryFolder.ts"
import { writeHostKeys } from "./writeHostKeys.ts"

const user = "bucket"
const owner = 65_534

/** The user has both a password and a key, and sees nothing but `folder`, as "/". */
export const proftpd = Effect.fnUntraced(function*(): Effect.fn.Return<
  SftpServer & { readonly password: string },
  never,
  Scope.Scope
> {
  const place = yield* temporaryFolder("proftpd")
  const folder = join(place, "folder")
  const port = yield* freePort
  const password = `pw-${randomBytes(9).toString("base64url")}`
  const keys = yield* writeHostKeys(place, port, ["ed25519", "ecdsa"])
  const keyFile = yield* writeKey(join(place, "id"), yield* userKeys.plain)
  yield* Effect.promise(async () => {
    await mkdir(folder)
    await chown(folder, owner, owner)
    await writeFile(join(place, "authorized_keys"), await rfc4716Of(keyFile))
    const account = `${user}:${await cryptOf(password)}:${owner}:${owner}::${folder}:/bin/false\n`
    await writeFile(join(place, "passwd"), account, { mode: 0o600 })
    await writeFile(join(place, "group"), `${user}:x:${owner}:${user}\n`, { mode: 0o600 })
    await writeFile(
      join(place, "proftpd.conf"),
      proftpdConfig({ port, place, hostKeyFiles: keys.privateFiles }),
    )
  })
  const process = yield* serverProcess({
    command: ["/usr/sbin/proftpd", "--nodaemon", "--quiet", "--config", join(place, "proftpd.conf")],
    port,
    logFile: join(place, "log"),
  })
  const settle = Effect.promise(() => removeUnfinished(folder))
  return {
    ...process,
    stop: Effect.andThen(process.stop, settle),
    dropConnections: Effect.andThen(process.dropConnections, settle),
    host: "127.0.0.1",
    port,
    user,
    password,
    keyFile,
    folder,
    path: "/",
    owner,
    knownHosts: keys.knownHosts,
    hostKeys: keys.hostKeys,
  }
})

/** ProFTPD does this itself when a client is cut off, but not when it is killed; an object store keeps nothing either way. */
const removeUnfinished = async (folder: string): Promise<void> => {
  const names = await readdir(folder, { recursive: true })
  const unfinished = names.filter((name) => /^\.in\..*\.$/u.test(basename(name)))
  await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true })))
}

/** mod_sftp reads keys in this format only, not as authorized_keys has them. */
const rfc4716Of = async (keyFile: string): Promise<string> =>
  (await promisify(execFile)("ssh-keygen", ["-e", "-m", "RFC4716", "-f", `${keyFile}.pub`])).stdout

/** crypt(3) with SHA-512, by way of Perl, which every Debian has. */
const cryptOf = async (password: string): Promise<string> => {
  const salt = randomBytes(12).toString("hex")
  return (await promisify(execFile)("perl", ["-e", "print crypt($ARGV[0], $ARGV[1])", password, `$6$${salt}`])).stdout
}

/** OpenSSH's server on loopback, with a key of its own and the folder it serves. */
import { Effect, type Scope } from "effect"
import { mkdirSync } from "node:fs"
import { appendFile, chown, mkdir, writeFile } from "node:fs/promises"
import { userInfo } from "node:os"
import { join } from "node:path"
import { freePort } from "./freePort.ts"
import { type KeyPair, passphrase, userKeys, writeKey } from "./keys.ts"
import { serverProcess } from "./serverProcess.ts"
import { type HostKey, type SftpServer } from "./SftpServer.ts"
import { sshdConfig } from "./sshdConfig.ts"
import { type SshdProfile, subsystemOf } from "./sshdProfile.ts"
import { temporaryFolder } from "./temporaryFolder.ts"
import { type ThrowAwayUser, throwAwayUser, withUser } from "./throwAwayUser.ts"
import { writeHostKeys } from "./writeHostKeys.ts"

export interface SshdOptions {
  readonly profile?: SshdProfile // default "full"
  /** What follows `Subsystem sftp`, instead of a profile's; relative paths should land in `folder`. */
  readonly subsystem?: (folder: string) => string
  readonly config?: ReadonlyArray<string> // more lines for sshd_config; they win over ours
  readonly passwordUser?: boolean // a throw-away user with a password logs in, instead of the user who runs the test
  readonly hostKeyTypes?: ReadonlyArray<HostKey["type"]> // default ed25519 and ecdsa
}

export interface Sshd extends SftpServer {
  /** A second key that may log in, encrypted with a passphrase. */
  readonly encryptedKey: Effect.Effect<{ readonly keyFile: string; readonly passphrase: string }>
  /** A third key that may log in: RSA in PEM format. Making one takes a second or more, once per test process. */
  readonly rsaKeyFile: Effect.Effect<string>
}

export const sshd = Effect.fnUntraced(function*(
  options: SshdOptions = {},
): Effect.fn.Return<Sshd, never, Scope.Scope> {
  const place = yield* temporaryFolder("sshd")
  const folder = join(place, "folder")
  const port = yield* freePort
  const guest = options.passwordUser ? throwAwayUser(folder) : undefined
  const owner = ownerOf(options, guest)
  yield* makeFolder(folder, owner)
  const keys = yield* writeHostKeys(place, port, options.hostKeyTypes ?? ["ed25519", "ecdsa"])
  const authorizedKeys = join(place, "authorized_keys")
  const user = guest?.name ?? userInfo().username
  const configFile = join(place, "sshd_config")
  const config = sshdConfig({
    port,
    user,
    subsystem: options.subsystem?.(folder) ?? subsystemOf(options.profile ?? "full", folder),
    hostKeyFiles: keys.privateFiles,
    authorizedKeys,
    passwords: guest !== undefined,
    extra: options.config ?? [],
  })
  yield* Effect.promise(() => writeFile(configFile, config))
  const admit = (name: string, key: KeyPair) =>
    Effect.promise(() => appendFile(authorizedKeys, `${key.publicLine}\n`)).pipe(
      Effect.andThen(writeKey(join(place, name), key)),
    )
  const keyFile = yield* admit("id", yield* userKeys.plain)
  const program = yield* programOf(place, configFile, guest)
  const process = yield* serverProcess({ command: program, port, logFile: join(place, "log") })
  return {
    ...process,
    host: "127.0.0.1",
    port,
    user,
    ...(guest === undefined ? {} : { password: guest.password }),
    keyFile,
    folder,
    path: folder,
    owner,
    knownHosts: keys.knownHosts,
    hostKeys: keys.hostKeys,
    encryptedKey: Effect.flatMap(userKeys.encrypted, (key) => admit("id_encrypted", key)).pipe(
      Effect.map((keyFile) => ({ keyFile, passphrase })),
    ),
    rsaKeyFile: Effect.flatMap(userKeys.rsaPem, (key) => admit("id_rsa", key)),
  }
})

const ownerOf = (options: SshdOptions, guest: ThrowAwayUser | undefined): number => {
  if (guest !== undefined) return guest.uid
  return options.profile === "unprivileged" ? 65_534 : userInfo().uid
}

const makeFolder = (folder: string, owner: number) =>
  Effect.promise(async () => {
    await mkdir(folder)
    if (owner !== userInfo().uid) await chown(folder, owner, owner)
  })

const programOf = Effect.fnUntraced(function*(place: string, configFile: string, guest: ThrowAwayUser | undefined) {
  const command = ["/usr/sbin/sshd", "-D", "-e", "-f", configFile] as const
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true }) // sshd started by root refuses to run without
  if (guest === undefined) return command
  const mountPoint = join(place, "etc")
  yield* Effect.promise(() => mkdir(mountPoint))
  return withUser(guest, mountPoint, command)
})

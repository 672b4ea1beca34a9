/** Key pairs for servers and users, made once per test process: some kinds take a second or more. */
import { Effect } from "effect"
import { execFile } from "node:child_process"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { temporaryFolder } from "./temporaryFolder.ts"

export interface KeyPair {
  readonly privateText: string
  readonly publicLine: string // "type base64"
}

export const passphrase = "correct horse battery staple"

const makeKey = (options: ReadonlyArray<string>, secret = ""): Effect.Effect<KeyPair> =>
  Effect.gen(function*() {
    const file = join(yield* temporaryFolder("key"), "key")
    return yield* Effect.promise(async () => {
      await promisify(execFile)("ssh-keygen", ["-q", ...options, "-N", secret, "-C", "syncfile test", "-f", file])
      const publicText = await readFile(`${file}.pub`, "utf8")
      return { privateText: await readFile(file, "utf8"), publicLine: publicText.split(" ").slice(0, 2).join(" ") }
    })
  }).pipe(Effect.scoped, Effect.cached, Effect.runSync)

export const hostKeys = {
  ed25519: makeKey(["-t", "ed25519"]),
  ecdsa: makeKey(["-t", "ecdsa", "-m", "PEM"]), // ProFTPD 1.3.8 reads ECDSA in PEM only, sshd reads both
  rsa: makeKey(["-t", "rsa", "-b", "3072"]),
}

export const userKeys = {
  plain: makeKey(["-t", "ed25519"]),
  encrypted: makeKey(["-t", "ed25519"], passphrase),
  rsaPem: makeKey(["-t", "rsa", "-b", "3072", "-m", "PEM"]),
}

/** Writes `<file>` (mode 0600) and `<file>.pub`. */
export const writeKey = Effect.fnUntraced(function*(file: string, key: KeyPair) {
  yield* Effect.promise(async () => {
    await writeFile(file, key.privateText, { mode: 0o600 })
    await writeFile(`${file}.pub`, `${key.publicLine}\n`)
  })
  return file
})

/** A syncfile that declares test servers as its remotes, and what goes with it from outside the file. */
import { stringify } from "yaml"
import { type SftpServer } from "../../support/servers/SftpServer.ts"
import { privateLinesOf } from "./privateLinesOf.ts"

/** With a password it is used, otherwise the key. A passphrase belongs to the key. */
export interface Login extends Pick<SftpServer, "host" | "port" | "user" | "password" | "keyFile" | "knownHosts"> {
  readonly passphrase?: string
  readonly root?: string
}

/** A pair, or defaults, in the syncfile's own words. */
export type Written = Readonly<Record<string, unknown>>

export interface Declared {
  readonly name?: string // default "scenario"
  readonly remotes?: Readonly<Record<string, Login>>
  readonly defaults?: Written
  readonly daemon?: Written
  readonly pairs: Readonly<Record<string, Written>>
}

export interface DeclaredFile {
  readonly text: string
  readonly env: Readonly<Record<string, string>>
  readonly secrets: ReadonlyArray<string>
}

export const syncfileFor = ({ name = "scenario", remotes = {}, defaults, daemon, pairs }: Declared): DeclaredFile => {
  const env: Record<string, string> = {}
  const secrets: Array<string> = []
  const fromEnv = (variable: string, secret: string) => {
    env[variable] = secret
    secrets.push(secret)
    return { env: variable }
  }
  const authOf = (remote: string, { keyFile, passphrase, password }: Login) => {
    const variable = remote.toUpperCase().replaceAll("-", "_")
    if (password !== undefined) return { password: fromEnv(`${variable}_PASSWORD`, password) }
    secrets.push(...privateLinesOf(keyFile))
    return passphrase === undefined
      ? { privateKey: { file: keyFile } }
      : { privateKey: { file: keyFile }, passphrase: fromEnv(`${variable}_PASSPHRASE`, passphrase) }
  }
  const written = Object.entries(remotes).map(([remote, login]) => [remote, {
    type: "sftp",
    host: login.host,
    port: login.port,
    user: login.user,
    auth: authOf(remote, login),
    knownHosts: login.knownHosts,
    ...(login.root === undefined ? {} : { root: login.root }),
  }])
  const text = stringify({
    version: 1,
    name,
    ...(written.length === 0 ? {} : { remotes: Object.fromEntries(written) }),
    ...(defaults === undefined ? {} : { defaults }),
    ...(daemon === undefined ? {} : { daemon }),
    pairs,
  })
  return { text, env, secrets }
}

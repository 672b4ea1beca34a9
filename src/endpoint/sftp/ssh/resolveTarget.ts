/** Works out where a remote's connection goes and through which hosts, taking ~/.ssh/config into account if it may. */
import { Config, Effect } from "effect"
import { homedir } from "node:os"
import { join } from "node:path"
import { type Remote } from "../../../domain/Remote.ts"
import { type EndpointError } from "../../EndpointError.ts"
import { readTrustedFile } from "../../readTrustedFile.ts"
import { userName } from "../../userName.ts"
import { standardPort } from "./hostName.ts"
import { misconfigured } from "./misconfigured.ts"
import { isPort, type Jump, parseJumps } from "./parseJumps.ts"
import { parseSshConfig, type SshConfig, type SshConfigHost, sshConfigOf } from "./SshConfig.ts"
import { pathOf, type Tokens, withTokens } from "./sshConfigTokens.ts"
import { type SshTarget } from "./SshTarget.ts"

const homeFolder = Effect.catch(Config.String("HOME"), () => Effect.orElseSucceed(Effect.try(homedir), () => "/"))

const configIn = (home: string): string => join(home, ".ssh", "config")

/** Its path, whether it exists or not. */
export const sshConfigFile: Effect.Effect<string> = Effect.map(homeFolder, configIn)

export const resolveTarget = Effect.fnUntraced(function*(
  remote: Remote,
  remotes: ReadonlyMap<string, Remote>,
): Effect.fn.Return<SshTarget, EndpointError> {
  const home = yield* homeFolder
  const localUser = userName() ?? ""
  const sshConfig = yield* Effect.cached(loadSshConfig(remote.name, configIn(home)))
  return yield* targetOf(asDeclared(remote), { remotes, home, localUser, sshConfig }, [])
})

interface Surroundings {
  readonly remotes: ReadonlyMap<string, Remote>
  readonly home: string
  readonly localUser: string
  readonly sshConfig: Effect.Effect<SshConfig, EndpointError>
}

/** A connection as someone asked for it: in the syncfile, or as one host of a ProxyJump. */
interface Asked extends Omit<Remote, "root" | "transfers" | "connections" | "bandwidth"> {
  readonly jumps: "as configured" | SshTarget // the host to go through, once that is settled
}

const asDeclared = (remote: Remote): Asked => ({ ...remote, jumps: "as configured" })

const asJump = (jump: Jump, jumps: Asked["jumps"]): Asked => ({
  name: jump.host,
  host: jump.host,
  port: jump.port,
  user: jump.user,
  auth: undefined,
  knownHosts: [],
  hostKey: undefined,
  jump: undefined,
  sshConfig: true,
  legacyAlgorithms: false,
  jumps,
})

const loadSshConfig = (endpoint: string, file: string): Effect.Effect<SshConfig, EndpointError> =>
  readTrustedFile(file).pipe(
    Effect.flatMap(({ text }) =>
      Effect.try({
        try: () => parseSshConfig(text),
        catch: () => misconfigured(endpoint, `${file} cannot be understood`),
      })
    ),
    Effect.catchTag(
      "UntrustedFile",
      (error) => error.why === "absent" ? Effect.succeed([]) : Effect.fail(misconfigured(endpoint, error.message)),
    ),
  )

const targetOf = Effect.fnUntraced(function*(
  asked: Asked,
  around: Surroundings,
  before: ReadonlyArray<string>,
): Effect.fn.Return<SshTarget, EndpointError> {
  const way = [...before, asked.name]
  if (before.includes(asked.name)) return yield* misconfigured(asked.name, `jumps go in a circle: ${way.join(", ")}`)
  const said = asked.sshConfig
    ? sshConfigOf(yield* around.sshConfig, asked.host, asked.user ?? around.localUser)
    : silence
  const port = asked.port ?? (said.port === undefined ? standardPort : Number(said.port))
  const user = asked.user ?? said.user ?? (asked.sshConfig ? around.localUser : "")
  const own = { home: around.home, alias: asked.host, port, localUser: around.localUser }
  const host = withTokens(said.hostName ?? asked.host.replaceAll("%", "%%"), { ...own, user, host: asked.host })
  if (host === undefined || /\s/u.test(host) || !isPlain(host)) {
    return yield* misconfigured(asked.name, "the host name is not valid")
  }
  if (!isPort(port)) return yield* misconfigured(asked.name, "~/.ssh/config has no valid Port for it")
  if (!isPlain(user)) return yield* misconfigured(asked.name, "there is no user name to log in with")
  const tokens: Tokens = { ...own, user, host }
  return {
    endpoint: asked.name,
    host,
    port,
    user,
    auth: asked.auth ?? { _tag: "IdentityFiles", files: pathsOf(said.identityFiles, tokens) },
    knownHosts: asked.knownHosts.length > 0 ? asked.knownHosts : knownHostsOf(said, tokens),
    hostKey: asked.hostKey,
    legacyAlgorithms: asked.legacyAlgorithms,
    jump: yield* jumpOf(asked, said, around, way),
    notes: said.notes.map((note) => `~/.ssh/config: ${note}`),
  }
})

const silence: SshConfigHost = {
  hostName: undefined,
  port: undefined,
  user: undefined,
  identityFiles: [],
  proxyJump: undefined,
  knownHostsFiles: undefined,
  notes: [],
}

/** Neither empty nor with control characters: it is sent to servers and shown to people. */
const isPlain = (text: string): boolean => /^\P{Cc}{1,255}$/u.test(text)

const pathsOf = (files: ReadonlyArray<string>, tokens: Tokens): ReadonlyArray<string> =>
  files.flatMap((file) => pathOf(file, tokens) ?? [])

/** Where OpenSSH looks. ~/.ssh/config replaces the user's files, not the machine's. */
const knownHostsOf = (said: SshConfigHost, tokens: Tokens): ReadonlyArray<string> => [
  ...pathsOf(said.knownHostsFiles ?? ["~/.ssh/known_hosts"], tokens),
  "/etc/ssh/ssh_known_hosts",
]

const jumpOf = Effect.fnUntraced(function*(
  asked: Asked,
  said: SshConfigHost,
  around: Surroundings,
  way: ReadonlyArray<string>,
): Effect.fn.Return<SshTarget | undefined, EndpointError> {
  if (asked.jumps !== "as configured") return asked.jumps
  if (asked.jump !== undefined) {
    const remote = around.remotes.get(asked.jump)
    if (remote === undefined) {
      return yield* misconfigured(asked.name, `there is no remote "${asked.jump}" to jump through`)
    }
    return yield* targetOf(asDeclared(remote), around, way)
  }
  const jumps = parseJumps(said.proxyJump ?? "none")
  if (jumps === undefined) return yield* misconfigured(asked.name, "ProxyJump in ~/.ssh/config cannot be understood")
  let reached: SshTarget | undefined
  for (const jump of jumps) reached = yield* targetOf(asJump(jump, reached ?? "as configured"), around, way)
  return reached
})

/** Connections to test servers. */
import { Effect } from "effect"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { layerSecrets } from "../../../../src/endpoint/readSecret.ts"
import { openConnection, type SshConnection } from "../../../../src/endpoint/sftp/ssh/openConnection.ts"
import { remote } from "../../../support/remoteOf.ts"
import { type SftpServer } from "../../../support/servers/SftpServer.ts"
import { named, withEnvironment } from "./remotes.ts"

/** A remote that gets in, unless it is changed. */
export const remoteTo = (server: SftpServer, changes: Partial<Remote> = {}): Remote =>
  remote({
    name: "office",
    host: server.host,
    port: server.port,
    user: server.user,
    auth: { _tag: "PrivateKey", privateKey: { _tag: "File", path: server.keyFile } },
    knownHosts: [server.knownHosts],
    ...changes,
  })

/** With this environment and nothing of the real one. */
export const openIn = (env: Readonly<Record<string, string>>, first: Remote, ...others: ReadonlyArray<Remote>) =>
  openConnection(first, { remotes: named(first, ...others) }).pipe(
    Effect.provide(layerSecrets),
    withEnvironment(env),
  )

export const open = (first: Remote, ...others: ReadonlyArray<Remote>) => openIn({}, first, ...others)

/** The password is in the variable PASSWORD. */
export const byPassword: Remote["auth"] = { _tag: "Password", password: { _tag: "Env", name: "PASSWORD" } }

/** Proves that SFTP works. */
export const realpathOf = ({ sftp }: SshConnection, path = "."): Effect.Effect<string> =>
  Effect.callback((resume) => {
    sftp.realpath(path, (error, absolute) => resume(error ? Effect.die(error) : Effect.succeed(absolute)))
  })

export const closed = ({ onClose }: SshConnection): Effect.Effect<string> =>
  Effect.callback((resume) => void onClose((message) => resume(Effect.succeed(message))))

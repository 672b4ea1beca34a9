/** A test server as the syncfile would declare it. */
import { type Remote } from "../../src/domain/Remote.ts"
import { type SftpServer } from "./servers/SftpServer.ts"

type Reached = Pick<SftpServer, "host" | "port" | "user" | "keyFile" | "knownHosts">

export const remoteOf = (server: Reached, name = "server"): Remote => ({
  name,
  host: server.host,
  port: server.port,
  user: server.user,
  auth: { _tag: "PrivateKey", privateKey: { _tag: "File", path: server.keyFile } },
  knownHosts: [server.knownHosts],
  hostKey: undefined,
  root: "",
  jump: undefined,
  sshConfig: false,
  legacyAlgorithms: false,
  transfers: undefined,
  connections: 1,
  bandwidth: undefined,
})

/** Servers as the syncfile would declare them. */
import { type Remote } from "../../src/domain/Remote.ts"
import { type SftpServer } from "./servers/SftpServer.ts"

type Reached = Pick<SftpServer, "host" | "port" | "user" | "keyFile" | "knownHosts">

export const remoteOf = (server: Reached, name = "server"): Remote =>
  remote({
    name,
    host: server.host,
    port: server.port,
    user: server.user,
    auth: { _tag: "PrivateKey", privateKey: { _tag: "File", path: server.keyFile } },
    knownHosts: [server.knownHosts],
  })

/** One that no test reaches, unless it says where. */
export const remote = (parts: Partial<Remote> = {}): Remote => ({
  name: "office",
  host: "sftp.example.com",
  port: undefined,
  user: "anna",
  auth: { _tag: "Agent" },
  knownHosts: [],
  hostKey: undefined,
  root: "",
  jump: undefined,
  sshConfig: false,
  legacyAlgorithms: false,
  transfers: undefined,
  connections: 1,
  bandwidth: undefined,
  ...parts,
})

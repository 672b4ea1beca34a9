/** A small SFTP server for the demo: one folder, one user with a password, on loopback, without any rights of its own. */
import { createHash, timingSafeEqual } from "node:crypto"
import { realpathSync } from "node:fs"
import { type AddressInfo, createServer, type Socket } from "node:net"
import ssh2, { type AuthContext, type Connection } from "ssh2"
import { mendCiphers } from "../../../src/endpoint/sftp/ssh/mendCiphers.ts"
import { announceExtensions } from "./announceExtensions.ts"
import { makeHostKey } from "./makeHostKey.ts"
import { ServedFolder } from "./ServedFolder.ts"
import { serveSession } from "./serveSession.ts"

export interface SftpServerOptions {
  readonly folder: string // clients see it as "/", and nothing else
  readonly user: string
  readonly password: string
}

export interface RunningSftpServer {
  readonly port: number
  readonly hostKeyFingerprint: string // "SHA256:…", as ssh-keygen prints it
  readonly hostKeyLine: string // a line for known_hosts
  readonly stop: () => Promise<void> // open connections end, too
}

/** Every start makes a new host key and takes a free port. */
export const startSftpServer = async (options: SftpServerOptions): Promise<RunningSftpServer> => {
  mendCiphers()
  const folder = new ServedFolder(realpathSync(options.folder))
  const hostKey = makeHostKey()
  const ssh = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => serve(client, options, folder))
  const sockets = new Set<Socket>()
  // A server of our own in front, as ssh2's does not switch off Nagle's algorithm: each small answer would wait 40 ms.
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
    ssh.injectSocket(socket)
  })
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject)
    listener.listen(0, "127.0.0.1", resolve)
  })
  const { port } = listener.address() as AddressInfo
  const [type = "", blob = ""] = hostKey.public.split(" ")
  return {
    port,
    hostKeyFingerprint: fingerprintOf(blob),
    hostKeyLine: `[127.0.0.1]:${port} ${type} ${blob}`,
    stop: () =>
      new Promise((resolve) => {
        listener.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const serve = (client: Connection, options: SftpServerOptions, folder: ServedFolder): void => {
  client.on("error", () => {}) // a client that leaves without a word is no concern of the others
  client.on("authentication", (attempt) => admits(attempt, options) ? attempt.accept() : attempt.reject(["password"]))
  client.on("session", (accept) => {
    accept().on("sftp", (accept) => {
      const sftp = accept()
      announceExtensions(sftp)
      serveSession(sftp, folder)
    })
  })
}

const admits = (attempt: AuthContext, options: SftpServerOptions): boolean =>
  attempt.method === "password" && same(attempt.username, options.user) && same(attempt.password, options.password)

/** Takes as long for a near miss as for a wild guess. */
const same = (given: string, wanted: string): boolean => timingSafeEqual(sha256(given), sha256(wanted))

const sha256 = (text: string | Buffer): Buffer => createHash("sha256").update(text).digest()

const fingerprintOf = (blob: string): string =>
  `SHA256:${sha256(Buffer.from(blob, "base64")).toString("base64").replace(/=+$/u, "")}`

/** A real SFTP server that a test talks to: where it listens, who may log in, and the folder it serves. */
import { type Effect } from "effect"

export interface HostKey {
  readonly type: "ed25519" | "ecdsa" | "rsa"
  readonly publicFile: string
}

/** Ends with the scope it was started in: its processes, the connections it serves, and everything it put on disk. */
export interface SftpServer {
  readonly host: "127.0.0.1"
  readonly port: number
  readonly user: string
  readonly password?: string
  readonly keyFile: string // private key, OpenSSH format, no passphrase
  readonly folder: string // on disk; a relative path in a session starts here
  readonly path: string // what the server calls that folder
  readonly owner: number // the uid (and gid) that writes in `folder`
  readonly knownHosts: string // path of a known_hosts file that lists every host key
  readonly hostKeys: ReadonlyArray<HostKey>
  readonly log: Effect.Effect<string> // what the server has logged so far, earlier starts included
  /** The listener and every connection die at once, as if the machine were switched off. Twice is the same as once. */
  readonly stop: Effect.Effect<void>
  /** Listens again on the same port with the same keys and folder. Does nothing while it runs. */
  readonly start: Effect.Effect<void>
  /** Open connections die, the listener stays. */
  readonly dropConnections: Effect.Effect<void>
  /** Process ids, the listener first; empty once stopped. */
  readonly processes: Effect.Effect<ReadonlyArray<number>>
}

/** Where a connection goes and how it logs in: a remote with ~/.ssh/config and every default taken into account. */
import { type Auth } from "../../../domain/Remote.ts"

export interface SshTarget {
  readonly endpoint: string // the remote's name, or the alias of a host that only ~/.ssh/config knows
  readonly host: string
  readonly port: number
  readonly user: string
  readonly auth: Auth | IdentityFiles
  readonly knownHosts: ReadonlyArray<string>
  readonly hostKey: string | undefined
  readonly legacyAlgorithms: boolean
  readonly jump: SshTarget | undefined // the host to go through
  readonly notes: ReadonlyArray<string> // what in ~/.ssh/config was not followed
}

/** The first of these that exists, if it is not encrypted; else the agent. */
export interface IdentityFiles {
  readonly _tag: "IdentityFiles"
  readonly files: ReadonlyArray<string>
}

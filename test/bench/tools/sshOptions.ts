/** What ssh, sftp and scp need to be told to reach a server and to leave the configuration of whoever runs them alone. */
import { type Target } from "../../support/servers/openSsh.ts"

export const sshOptions = (server: Target): ReadonlyArray<string> => [
  "-F",
  "none",
  "-i",
  server.keyFile,
  ...[
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    `UserKnownHostsFile=${server.knownHosts}`,
    "GlobalKnownHostsFile=none",
    "StrictHostKeyChecking=yes",
    "BatchMode=yes",
  ].flatMap((option) => ["-o", option]),
]

/** How sftp and scp take a cap. */
export const kilobits = (bytesPerSecond: number): ReadonlyArray<string> => [
  "-l",
  `${Math.round(bytesPerSecond * 8 / 1024)}`,
]

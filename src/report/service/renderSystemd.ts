/** A unit of systemd that runs `syncfile watch`, with as little power as it needs. */
import { namesOfSecrets } from "../../domain/secretsOf.ts"
import { isWithin, outermost, readBy, socketFolder, stateFolder, writtenBy } from "./localPathsOf.ts"
import { needsAgent, noteOnAgent } from "./noteOnAgent.ts"
import { nothing, type Rendered, type Service } from "./Service.ts"
import { hasControls, unitWord } from "./unitWords.ts"

export const renderSystemd = (service: Service): Rendered => {
  const name = `syncfile-${service.setup.name}.service`
  const [executable] = service.program
  if (/["'\\]/.test(executable)) {
    return nothing(name, `systemd runs no program with a quotation mark or a backslash in its path: ${executable}`)
  }
  const unwritable = [service.file, ...service.program, ...writtenBy(service), stateFolder(service)].find(hasControls)
  if (unwritable !== undefined) return nothing(name, `A unit cannot name ${JSON.stringify(unwritable)}`)
  const credentials = namesOfSecrets(service.setup, "Credential")
  const nameless = credentials.filter((credential) => credential.includes(":"))
  const text = [
    "[Unit]",
    `Description=syncfile watch: ${service.setup.name}`,
    "Wants=network-online.target",
    "After=network-online.target nss-lookup.target time-sync.target local-fs.target remote-fs.target",
    `RequiresMountsFor=${unitWord(service.file)} ${unitWord(stateFolder(service))}`,
    "",
    "[Service]",
    ...running(service),
    "",
    ...known(service, credentials.filter((credential) => !credential.includes(":"))),
    "",
    ...confined(service),
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n")
  return {
    name,
    text,
    notes: notesOn(service, name, credentials),
    refusals: nameless.map((credential) =>
      `systemd cannot pass the credential ${credential}: a name has no colon there`
    ),
  }
}

/** Beyond the grace: what is told to stop at its end needs a moment, too. */
const secondsBeyondGrace = 30

const running = ({ file, program, setup, user }: Service): ReadonlyArray<string> => [
  "Type=notify",
  "NotifyAccess=all",
  // With the colon, a dollar sign is one.
  `ExecStart=:${[...program, "-f", file, "watch"].map(unitWord).join(" ")}`,
  "ExecReload=/bin/kill -HUP $MAINPID",
  `User=${user.replaceAll("%", "%%")}`,
  "WatchdogSec=120",
  "TimeoutStartSec=300",
  `TimeoutStopSec=${Math.ceil(setup.daemon.shutdownGrace / 1000) + secondsBeyondGrace}`,
  "KillMode=mixed",
  "Restart=on-failure",
  "RestartSec=10",
  "RestartPreventExitStatus=64 78",
  "SuccessExitStatus=143",
]

const known = ({ setup }: Service, credentials: ReadonlyArray<string>): ReadonlyArray<string> => [
  "# NAME=value, one a line: what the syncfile takes from the environment.",
  `EnvironmentFile=-${environmentFile(setup.name)}`,
  ...credentials.map((credential) => `LoadCredential=${credential}:/etc/credstore/${credential}`),
]

const environmentFile = (name: string): string => `/etc/syncfile/${name}.env`

const confined = (service: Service): ReadonlyArray<string> => {
  const folders = outermost([...writtenBy(service), stateFolder(service), socketFolder(service)])
  const seen = [...folders, ...readBy(service)]
  const isLent = needsAgent(service.setup) // its socket mostly is below /tmp or /run/user
  const meets = (...places: ReadonlyArray<string>) =>
    isLent || seen.some((path) => places.some((place) => isWithin(path, place) || isWithin(place, path)))
  const isOpen = folders.includes("/")
  return [
    `ProtectSystem=${isOpen ? "full" : "strict"}`,
    ...folders.flatMap((folder) => made(folder) ?? (isOpen ? [] : [writable(service, folder)])),
    `ProtectHome=${isOpen ? "no" : meets("/home", "/root", "/run/user") ? "read-only" : "yes"}`,
    `PrivateTmp=${meets("/tmp", "/var/tmp") ? "no" : "yes"}`,
    `CapabilityBoundingSet=${service.user === "root" ? powersOfRoot : ""}`,
    ...hardening,
  ]
}

/** Folders that have to be there before the service begins: what it writes to, and cannot make itself. */
export const neededFolders = (service: Service): ReadonlyArray<string> =>
  [...new Set([stateFolder(service), ...writtenBy(service)])].filter((folder) => made(folder) === undefined)

/** systemd makes what is ours by its name. It would change the owner of anything else. Several units may share a folder. */
const made = (folder: string): ReadonlyArray<string> | undefined => {
  const [, above, name] = /^\/(run|var\/lib)\/(syncfile(?:\/[\w.-]+)*)$/.exec(folder) ?? []
  if (name === undefined) return undefined
  return above === "run"
    ? [`RuntimeDirectory=${name}`, "RuntimeDirectoryPreserve=yes"]
    : [`StateDirectory=${name}`, "StateDirectoryMode=0700"]
}

/** Without the folder of the state nothing works. One of a pair that is not there (any more) leaves the others alone. */
const writable = (service: Service, folder: string): string =>
  `ReadWritePaths=${unitWord(folder === stateFolder(service) ? folder : `-${folder}`)}`

/** Without them root has no business with files of others. */
const powersOfRoot = "CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER"

/** Not MemoryDenyWriteExecute, because Node.js compiles while it runs, and not UMask, because it shapes what is synced. */
const hardening: ReadonlyArray<string> = [
  "NoNewPrivileges=yes",
  "AmbientCapabilities=",
  "PrivateDevices=yes",
  "ProtectClock=yes",
  "ProtectControlGroups=yes",
  "ProtectHostname=yes",
  "ProtectKernelLogs=yes",
  "ProtectKernelModules=yes",
  "ProtectKernelTunables=yes",
  "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
  "RestrictNamespaces=yes",
  "RestrictRealtime=yes",
  "RestrictSUIDSGID=yes",
  "LockPersonality=yes",
  "SystemCallArchitectures=native",
  "SystemCallFilter=@system-service",
  "SystemCallErrorNumber=EPERM",
]

const notesOn = ({ setup, user }: Service, name: string, credentials: ReadonlyArray<string>): ReadonlyArray<string> => {
  const variables = namesOfSecrets(setup, "Env")
  return [
    ...(user === "root" ? ["It runs as root. Export it as somebody else, or name somebody else in User="] : []),
    `Put it at /etc/systemd/system/${name}, then run: systemctl daemon-reload && systemctl enable --now ${name}`,
    ...(variables.length === 0 ? [] : [`Give it ${variables.join(", ")} in ${environmentFile(setup.name)}, mode 0600`]),
    ...(credentials.length === 0
      ? []
      : [`Put its credentials into /etc/credstore, mode 0600: ${credentials.join(", ")}`]),
    ...noteOnAgent(setup, `Name the socket of one that lasts in ${environmentFile(setup.name)}, as SSH_AUTH_SOCK=PATH`),
  ]
}

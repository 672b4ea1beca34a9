/** A property list with which launchd of macOS runs `syncfile watch`. */
import { namesOfSecrets } from "../../domain/secretsOf.ts"
import { stateFolder } from "./localPathsOf.ts"
import { noteOnAgent } from "./noteOnAgent.ts"
import { nothing, type Rendered, type Service } from "./Service.ts"
import { isBeyondXml, xmlText } from "./xmlText.ts"

export const renderLaunchd = (service: Service): Rendered => {
  const { file, program, setup } = service
  const label = `syncfile.${setup.name}`
  const name = `${label}.plist`
  const log = `${stateFolder(service)}/watch.log`
  const argv = [...program, "-f", file, "watch"]
  const unwritable = [...argv, log].find(isBeyondXml)
  if (unwritable !== undefined) return nothing(name, `A property list cannot name ${JSON.stringify(unwritable)}`)
  const text = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">`,
    `<plist version="1.0">`,
    "<dict>",
    ...keyed("Label", string(label)),
    ...keyed("ProgramArguments", "<array>", ...argv.map((word) => `  ${string(word)}`), "</array>"),
    ...keyed("RunAtLoad", "<true/>"),
    ...keyed("KeepAlive", "<true/>"),
    ...keyed("ThrottleInterval", integer(secondsBetweenStarts)),
    ...keyed("ExitTimeOut", integer(Math.ceil(setup.daemon.shutdownGrace / 1000) + secondsBeyondGrace)),
    ...keyed("StandardErrorPath", string(log)),
    "</dict>",
    "</plist>",
    "",
  ].join("\n")
  return { name, text, notes: notesOn(service, label, log), refusals: [] }
}

const secondsBetweenStarts = 30
const secondsBeyondGrace = 30

const keyed = (key: string, ...value: ReadonlyArray<string>): ReadonlyArray<string> =>
  [`<key>${key}</key>`, ...value].map((line) => `  ${line}`)

const string = (text: string): string => `<string>${xmlText(text)}</string>`
const integer = (number: number): string => `<integer>${number}</integer>`

const notesOn = ({ setup }: Service, label: string, log: string): ReadonlyArray<string> => {
  const [variables, credentials] = [namesOfSecrets(setup, "Env"), namesOfSecrets(setup, "Credential")]
  const missing = [...variables, ...(credentials.length === 0 ? [] : ["CREDENTIALS_DIRECTORY"])]
  return [
    `Put it at ~/Library/LaunchAgents/${label}.plist, then run: launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/${label}.plist`,
    `What it has to say goes to ${log}, which grows without end. For a file that can be rotated, add --log-file and its path to the arguments, and take StandardErrorPath out`,
    ...(missing.length === 0
      ? []
      : [
        `launchd starts it without ${
          missing.join(", ")
        }. Keep those secrets in files, or ask a program for them: { command: […] }`,
      ]),
    ...noteOnAgent(setup, "Set SSH_AUTH_SOCK below EnvironmentVariables to the socket of one that lasts"),
  ]
}

/** A definition with which the Task Scheduler of Windows runs `syncfile watch`. */
import { namesOfSecrets } from "../../domain/secretsOf.ts"
import { noteOnAgent } from "./noteOnAgent.ts"
import { nothing, type Rendered, type Service } from "./Service.ts"
import { isBeyondXml, xmlText } from "./xmlText.ts"

/** The document says nothing of its encoding, so that it is right in UTF-8 and for what hands it on as text. */
export const renderWindows = ({ file, program: [command, ...first], setup }: Service): Rendered => {
  const name = `syncfile-${setup.name}.xml`
  const argv = [...first, "-f", file, "watch"]
  const unwritable = [command, ...argv].find(isBeyondXml)
  if (unwritable !== undefined) return nothing(name, `The Task Scheduler cannot name ${JSON.stringify(unwritable)}`)
  const text = [
    `<?xml version="1.0"?>`,
    `<Task version="1.4" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">`,
    "  <RegistrationInfo>",
    `    <Description>${xmlText(`syncfile watch: ${setup.name}`)}</Description>`,
    "  </RegistrationInfo>",
    "  <Triggers>",
    "    <BootTrigger>",
    "      <Enabled>true</Enabled>",
    "    </BootTrigger>",
    "  </Triggers>",
    ...principal,
    ...settings,
    `  <Actions Context="Author">`,
    "    <Exec>",
    `      <Command>${xmlText(command)}</Command>`,
    `      <Arguments>${xmlText(argv.map(windowsWord).join(" "))}</Arguments>`,
    "    </Exec>",
    "  </Actions>",
    "</Task>",
    "",
  ].join("\n")
  const variables = namesOfSecrets(setup, "Env")
  return {
    name,
    text,
    notes: [
      "syncfile watch does not run on Windows yet: it knows neither its folders nor its sockets. Nobody has run this definition",
      `Register it with: schtasks /create /tn syncfile-${setup.name} /xml ${name} /ru USER /rp *`,
      "Without a user of its own it runs as LOCAL SERVICE, which has to be allowed to read and write all of its folders",
      ...(variables.length === 0 ? [] : [`Set ${variables.join(", ")} for that user`]),
      ...noteOnAgent(setup, "Set SSH_AUTH_SOCK for that user"),
    ],
    refusals: [],
  }
}

const principal = [
  "  <Principals>",
  `    <Principal id="Author">`,
  "      <UserId>S-1-5-19</UserId>", // LOCAL SERVICE
  "      <RunLevel>LeastPrivilege</RunLevel>",
  "    </Principal>",
  "  </Principals>",
]

/** A watch has no end, needs no mains, and is one at a time. 255 is the most that may be asked for. */
const settings = [
  "  <Settings>",
  "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
  "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
  "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
  "    <AllowHardTerminate>true</AllowHardTerminate>",
  "    <StartWhenAvailable>true</StartWhenAvailable>",
  "    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>",
  "    <IdleSettings>",
  "      <StopOnIdleEnd>false</StopOnIdleEnd>",
  "      <RestartOnIdle>false</RestartOnIdle>",
  "    </IdleSettings>",
  "    <AllowStartOnDemand>true</AllowStartOnDemand>",
  "    <Enabled>true</Enabled>",
  "    <Hidden>false</Hidden>",
  "    <RunOnlyIfIdle>false</RunOnlyIfIdle>",
  "    <WakeToRun>false</WakeToRun>",
  "    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>",
  "    <RestartOnFailure>",
  "      <Interval>PT1M</Interval>",
  "      <Count>255</Count>",
  "    </RestartOnFailure>",
  "  </Settings>",
]

/** As programs of Windows take their command line apart: backslashes count only before a quotation mark. */
const windowsWord = (word: string): string =>
  /^[^\s"]+$/.test(word)
    ? word
    : `"${
      word.replaceAll(
        /(\\*)("|$)/g,
        (_, slashes: string, mark: string) => `${slashes}${slashes}${mark === "" ? "" : "\\\""}`,
      )
    }"`

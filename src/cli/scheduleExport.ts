/** `syncfile schedule export`: what another program needs to run a syncfile as a service. Connects nowhere. */
import { Effect, FileSystem, Option, Path } from "effect"
import { Command, Flag } from "effect/cli"
import { userName } from "../endpoint/userName.ts"
import { jsonText } from "../report/json.ts"
import { renderCron } from "../report/service/renderCron.ts"
import { renderLaunchd } from "../report/service/renderLaunchd.ts"
import { neededFolders, renderSystemd } from "../report/service/renderSystemd.ts"
import { renderWindows } from "../report/service/renderWindows.ts"
import { type Service } from "../report/service/Service.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { findSyncfile, readSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { remark, say } from "./look.ts"

const renders = { systemd: renderSystemd, cron: renderCron, launchd: renderLaunchd, windows: renderWindows }
const formats = ["systemd", "cron", "launchd", "windows"] as const
type Format = typeof formats[number]

const flag = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))

export const scheduleExportCommand = Command.make(
  "export",
  {
    systemd: flag("systemd", "A unit for syncfile watch"),
    cron: flag("cron", "Lines for a crontab, each of which applies a pair"),
    launchd: flag("launchd", "A property list of macOS for syncfile watch"),
    windows: flag("windows", "A definition for the Task Scheduler of Windows, where syncfile watch does not run yet"),
    out: Flag.String("out").pipe(
      Flag.withMetavar("FOLDER"),
      Flag.withDescription("Write it as a file into a folder"),
      Flag.optional,
    ),
    force: flag("force", "Replace a file of that name"),
  },
  Effect.fnUntraced(function*({ force, out, ...asked }) {
    const format = yield* onlyOne(asked)
    const service = yield* loadService
    const { name, notes, refusals, text } = renders[format](service)
    const isJson = yield* globals.Json
    const missing = text !== "" && format === "systemd" ? yield* missingFolders(service) : []
    const left = [...notes, ...missing]
    if (text !== "" && Option.isSome(out)) {
      const file = yield* write(out.value, name, text, force)
      yield* say(isJson ? jsonText({ format, file, notes: left, refusals }) : `Wrote ${file}`)
    } else if (text !== "") yield* say(isJson ? jsonText({ format, name, text, notes: left, refusals }) : text)
    if (text !== "" && !isJson && !(yield* globals.Quiet)) {
      yield* Effect.forEach(left, remark)
    }
    if (refusals.length === 0) return
    return yield* new Failure({
      code: ExitCode.failed,
      message: `Error: not all of it can be said to ${program[format]}.${
        refusals.map((each) => `\n  ${each}.`).join("")
      }`,
    })
  }),
).pipe(
  Command.withDescription("Print what systemd, cron, launchd or Windows needs to run this syncfile as a service"),
  Command.withExamples([
    { command: "syncfile schedule export --systemd --out /etc/systemd/system", description: "Install a unit" },
    { command: "syncfile schedule export --cron", description: "Without a daemon: a line for each pair" },
  ]),
)

const program: Readonly<Record<Format, string>> = {
  systemd: "systemd",
  cron: "cron",
  launchd: "launchd",
  windows: "the Task Scheduler",
}

const onlyOne = (asked: Readonly<Record<Format, boolean>>): Effect.Effect<Format, Failure> => {
  const [format, ...more] = formats.filter((each) => asked[each])
  if (format !== undefined && more.length === 0) return Effect.succeed(format)
  const found = format === undefined
    ? "there is none"
    : `these are ${1 + more.length}: ${[format, ...more].map((each) => `--${each}`).join(" ")}`
  const message = `Error: one of --systemd, --cron, --launchd and --windows is needed, and ${found}.`
  return Effect.fail(new Failure({ code: ExitCode.usage, message }))
}

const loadService = Effect.gen(function*() {
  const { home, program } = yield* Environment
  const file = yield* findSyncfile
  const { setup } = yield* readSetup(file)
  const service: Service = {
    program,
    file,
    setup: yield* Effect.fromResult(setup),
    user: userName() ?? "root",
    home,
    timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  return service
})

const write = Effect.fnUntraced(function*(folder: string, name: string, text: string, isForced: boolean) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const environment = yield* Environment
  const target = path.resolve(environment.folder, folder, name)
  yield* fs.makeDirectory(path.dirname(target), { recursive: true }).pipe(
    Effect.mapError(({ reason }) => failed(`${folder} is no folder and cannot be made one: ${reason._tag}`)),
  )
  yield* fs.writeFileString(target, text, { flag: isForced ? "w" : "wx" }).pipe(
    Effect.mapError(({ reason }) =>
      reason._tag === "AlreadyExists"
        ? failed(`${name} exists already in ${folder} and was left as it is. To replace it: --force`)
        : failed(`${name} cannot be written to ${folder}: ${reason._tag}`)
    ),
  )
  return target
})

const failed = (message: string) => new Failure({ code: ExitCode.failed, message: `Error: ${message}` })

/** What a confined service cannot make, because it may not write to the folder above. */
const missingFolders = Effect.fnUntraced(function*(service: Service) {
  const fs = yield* FileSystem.FileSystem
  const missing = yield* Effect.filter(
    neededFolders(service),
    (folder) => Effect.map(Effect.orElseSucceed(fs.exists(folder), () => true), (isThere) => !isThere),
  )
  return missing.map((folder) => `Make ${folder} before it begins: it may write there, but not make it`)
})

/** Where a watch writes its lines, how they look, and whom else they go to: OTLP collectors, where OTEL_* variables name one. */
import { ConfigProvider, Effect, FileSystem, Layer, Logger, type LogLevel, Option, Path, References } from "effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Otlp from "effect/observability/Otlp"
import * as OtlpSerialization from "effect/observability/OtlpSerialization"
import { wantsColour } from "../report/wantsColour.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import * as globals from "./globals.ts"
import { logToFile } from "./logToFile.ts"

export interface LogFlags {
  readonly level: "debug" | "info" | "warning" | "error"
  readonly format: "auto" | "pretty" | "json" | "logfmt"
  readonly file: Option.Option<string>
}

const levels: Readonly<Record<LogFlags["level"], LogLevel.LogLevel>> = {
  debug: "Debug",
  info: "Info",
  warning: "Warn",
  error: "Error",
}

export const layerLog = Effect.fnUntraced(function*({ file, format, level }: LogFlags) {
  const { folder, messages, variables, version } = yield* Environment
  const option = yield* globals.Color
  const isQuiet = yield* globals.Quiet
  const isVerbose = yield* globals.Verbose
  const colors = wantsColour({ option, env: variables, isTerminal: messages.isTerminal })
  const look = format === "auto" ? messages.isTerminal ? "pretty" : "logfmt" : format
  const shown = look === "pretty"
    ? Logger.consolePretty({ colors, mode: "tty" })
    : Logger.withConsoleError(look === "json" ? Logger.formatJson : Logger.formatLogFmt)
  const loggers = yield* Option.match(file, {
    onNone: () => Effect.succeed([shown]),
    onSome: (written) => Effect.map(toFile(folder, written, look), (kept) => [shown, kept]),
  })
  return Layer.provideMerge(
    telemetry(variables, version),
    Layer.mergeAll(
      Logger.layer(loggers),
      Layer.succeed(References.MinimumLogLevel, isVerbose ? "Debug" : isQuiet ? "Warn" : levels[level]),
    ),
  )
})

/** Whether anybody is sent what is measured. */
export const sendsMetrics = (variables: Readonly<Record<string, string | undefined>>): boolean =>
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"].some((name) => Boolean(variables[name]))

/** Where no endpoint is named, nothing is sent. To one that is, all three are, unless the variables say otherwise. */
const telemetry = (variables: Readonly<Record<string, string | undefined>>, version: string) => {
  const given = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const env = { ...allToCollector, ...Object.fromEntries(given) }
  return Otlp.layerFromConfig({
    resource: { serviceName: "syncfile", serviceVersion: version },
    loggerMergeWithExisting: true,
  }).pipe(
    Layer.provide([OtlpSerialization.layerJson, FetchHttpClient.layer]),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))),
  )
}

const allToCollector = { OTEL_TRACES_EXPORTER: "otlp", OTEL_METRICS_EXPORTER: "otlp", OTEL_LOGS_EXPORTER: "otlp" }

const toFile = Effect.fnUntraced(function*(folder: string, written: string, look: "pretty" | "json" | "logfmt") {
  const path = yield* Path.Path
  const context = yield* Effect.context<FileSystem.FileSystem>()
  const format = look === "json" ? Logger.formatJson : Logger.formatLogFmt
  return Effect.provideContext(logToFile(path.resolve(folder, written), format), context).pipe(
    Effect.mapError(({ message }) => new Failure({ code: ExitCode.usage, message: `Error: --log-file: ${message}` })),
  )
})

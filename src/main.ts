/** The program: the command tree, the layers it stands on, and the ways in which a process ends. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Effect, Exit, Fiber, Layer, Logger } from "effect"
import { CliConfig, CliError, CliOutput, Command, GlobalFlag } from "effect/cli"
import { homedir } from "node:os"
import { createInterface } from "node:readline"
import metadata from "../package.json" with { type: "json" }
import { Environment, type Output } from "./cli/Environment.ts"
import { ExitCode } from "./cli/ExitCode.ts"
import { type AnyError, failureOf } from "./cli/Failure.ts"
import { presenter } from "./cli/presenter.ts"
import { root } from "./cli/root.ts"
import { Wiring } from "./cli/Wiring.ts"
import { layerSecrets } from "./endpoint/readSecret.ts"
import { Stopping, StopSignal } from "./engine/Stopping.ts"

const outputTo = (stream: NodeJS.WriteStream): Output => ({
  isTerminal: stream.isTTY,
  columns: Effect.sync(() => stream.columns || 100),
  write: (text) => Effect.promise(() => new Promise<void>((done) => stream.write(text, () => done()))),
})

const environment = Environment.of({
  variables: process.env,
  folder: process.cwd(),
  home: homedir(),
  output: outputTo(process.stdout),
  messages: outputTo(process.stderr),
  ask: (question) =>
    process.stdin.isTTY && process.stdout.isTTY
      ? Effect.callback<string>((resume) => {
        const lines = createInterface({ input: process.stdin, output: process.stdout })
        lines.once("SIGINT", stop(2)) // the terminal gives Ctrl-C to whoever reads lines, as a key
        lines.once("close", () => resume(Effect.succeed(""))) // Ctrl-D: an end without an answer is no yes
        lines.question(question, (answer) => {
          resume(Effect.succeed(answer))
          lines.close()
        })
        return Effect.sync(() => lines.close())
      })
      : Effect.succeed(undefined),
  onHangup: (heard) =>
    Effect.asVoid(Effect.acquireRelease(
      Effect.sync(() => process.on("SIGHUP", heard)),
      () => Effect.sync(() => process.off("SIGHUP", heard)),
    )),
  program: [process.execPath, ...process.argv.slice(1, 2)],
  version: metadata.version,
  runtime: `Node.js ${process.version}, ${process.platform} ${process.arch}`,
})

const doors = Effect.map(Effect.promise(() => import("./doors.ts")), ({ doors }) => doors)
const wiring = Wiring.of({
  connections: Layer.unwrap(Effect.map(doors, ({ connections }) => connections)),
  state: (setup) => Layer.unwrap(Effect.map(doors, ({ state }) => state(setup))),
  endpoints: (setup, keepsProbes) => Layer.unwrap(Effect.map(doors, ({ endpoints }) => endpoints(setup, keepsProbes))),
})

const stopSignal = new StopSignal()

const program = Command.run(root, { version: metadata.version }).pipe(
  Effect.provideService(Stopping, stopSignal),
  Effect.provide(Layer.mergeAll(
    NodeServices.layer,
    layerSecrets,
    Layer.succeed(Environment, environment),
    Layer.succeed(Wiring, wiring),
    CliOutput.layerPresenter(presenter),
    CliConfig.layer({ builtIns: [GlobalFlag.Help] }),
    Logger.layer([Logger.withConsoleError(Logger.formatLogFmt)]),
  )),
)

const codeOf = (exit: Exit.Exit<void, AnyError | CliError.CliError>): number => {
  if (Exit.isSuccess(exit)) return ExitCode.success
  if (Cause.hasInterruptsOnly(exit.cause)) return 128 + signal
  const error = Cause.squash(exit.cause)
  if (CliError.isCliError(error)) return error._tag === "ShowHelp" && error.errors.length === 0 ? 0 : ExitCode.usage
  if (isOurs(error)) {
    const failure = failureOf(error)
    if (failure.message !== "") console.error(failure.message)
    return failure.code === ExitCode.interrupted ? 128 + signal : failure.code
  }
  console.error(
    `Error: this should not have happened. Please report it with what follows.\n${Cause.pretty(exit.cause)}`,
  )
  return ExitCode.failed
}

const isOurs = (error: unknown): error is AnyError =>
  error instanceof Error && "_tag" in error
  && ["Failure", "SyncfileError", "EndpointError", "StateError", "PlatformError", "ServeError"].includes(
    String(error._tag),
  )

/** SIGINT is 2, SIGTERM is 15. */
let signal = 2

const fiber = Effect.runFork(program)
const keepAlive = setInterval(() => {}, 1 << 30)

/** Once: nothing new is begun and what is under way is finished. Twice: leaves at once. Both are safe. */
const stop = (number: number) => () => {
  signal = number
  if (stopSignal.isBusy && !stopSignal.isRequested) {
    stopSignal.request()
    console.error("\nInterrupted: finishing what is under way. Once more leaves at once; nothing is lost either way.")
    return
  }
  Effect.runFork(Fiber.interrupt(fiber))
  setTimeout(() => process.exit(128 + number), graceMilliseconds).unref()
}
/** How long the tidying up may take after that. */
const graceMilliseconds = 3000
process.on("SIGINT", stop(2))
process.on("SIGTERM", stop(15))
/** Nobody reads any more, as after `| head`. The work goes on: an apply cut short there would have to call itself done. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
  })
}

fiber.addObserver((exit) => {
  clearInterval(keepAlive)
  process.exitCode = codeOf(exit)
})

/** The commands in this process: real folders, a state in memory, and a person who may be there to answer. */
import { NodeServices } from "@effect/platform-node"
import { Cause, Console, Effect, Exit, Layer, type Scope } from "effect"
import { CliConfig, CliError, CliOutput, Command, GlobalFlag } from "effect/cli"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Environment, type Output } from "../../src/cli/Environment.ts"
import { ExitCode } from "../../src/cli/ExitCode.ts"
import { type AnyError, failureOf } from "../../src/cli/Failure.ts"
import { presenter } from "../../src/cli/presenter.ts"
import { root } from "../../src/cli/root.ts"
import { Wiring } from "../../src/cli/Wiring.ts"
import { Connections } from "../../src/endpoint/Connections.ts"
import { layerEndpoints } from "../../src/endpoint/openEndpoints.ts"
import { Probes } from "../../src/endpoint/Probes.ts"
import { layerSecrets } from "../../src/endpoint/readSecret.ts"
import { layerMemory } from "../../src/state/layerMemory.ts"
import { type StateStore } from "../../src/state/StateStore.ts"
import { type Declared, syncfileFor } from "../scenarios/support/syncfileFor.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"

export interface Around {
  readonly env?: Readonly<Record<string, string>>
  readonly answer?: string // what the person types; without one, nobody is there
  readonly at?: string // the working directory, below the folder
}

export interface Ended {
  readonly exitCode: number
  readonly out: string
  readonly messages: string // the failure that ended it included
  readonly asked: ReadonlyArray<string>
}

export interface CommandLine {
  readonly folder: string
  readonly declare: (declared: Declared) => void // writes the syncfile, in place of the one before
  readonly state: Layer.Layer<StateStore> // the one that the commands use
  readonly run: (...args: ReadonlyArray<string>) => Effect.Effect<Ended>
  readonly runIn: (around: Around, ...args: ReadonlyArray<string>) => Effect.Effect<Ended>
}

export const commandLine: Effect.Effect<CommandLine, never, Scope.Scope> = Effect.gen(function*() {
  const folder = yield* temporaryFolder("commands")
  const state = Layer.succeedContext(yield* Layer.build(layerMemory))
  const wiring = Wiring.of({
    connections: Layer.provide(Connections.layer, layerSecrets),
    state: () => state,
    endpoints: ({ remotes }) => Layer.provide(layerEndpoints(remotes), Probes.layerForgetful),
  })
  const runIn = Effect.fnUntraced(function*(around: Around, ...args: ReadonlyArray<string>) {
    const { environment, seen } = environmentIn(folder, around)
    const layers = Layer.mergeAll(
      NodeServices.layer,
      layerSecrets,
      Layer.succeed(Environment, environment),
      Layer.succeed(Wiring, wiring),
      CliConfig.layer({ builtIns: [GlobalFlag.Help] }),
      CliOutput.layerPresenter(presenter),
    )
    const command = Command.runWith(root, { version: environment.version })(args).pipe(
      Effect.provide(layers),
      Effect.provideService(Console.Console, consoleOf(environment)),
    )
    const { exitCode, message } = endOf(yield* Effect.exit(command))
    return { ...seen(), exitCode, messages: seen().messages + message }
  })
  const declare = (declared: Declared) => writeFileSync(join(folder, "syncfile.yaml"), syncfileFor(declared).text)
  return { folder, declare, state, runIn, run: (...args) => runIn({}, ...args) }
})

const environmentIn = (folder: string, { answer, at = ".", env = {} }: Around) => {
  const asked: Array<string> = []
  const [output, out] = recorded()
  const [messages, said] = recorded()
  mkdirSync(join(folder, at), { recursive: true })
  const environment = Environment.of({
    variables: { LANG: "C.UTF-8", ...env },
    folder: join(folder, at),
    home: folder,
    output,
    messages,
    ask: (question) =>
      Effect.sync(() => {
        asked.push(question)
        return answer
      }),
    onHangup: () => Effect.void,
    program: ["/usr/bin/node", "/opt/syncfile/syncfile.mjs"],
    version: "1.2.3",
    runtime: "a test",
  })
  return { environment, seen: () => ({ out: out(), messages: said(), asked }) }
}

/** What is printed without the commands' own doors: help, and complaints about the command line. */
const consoleOf = ({ messages, output }: Environment["Service"]): Console.Console => ({
  ...console,
  log: (...texts) => Effect.runSync(output.write(`${texts.join(" ")}\n`)),
  error: (...texts) => Effect.runSync(messages.write(`${texts.join(" ")}\n`)),
})

const recorded = (): readonly [output: Output, text: () => string] => {
  let text = ""
  const write = (more: string) => Effect.sync(() => void (text += more))
  return [{ isTerminal: false, columns: Effect.succeed(100), write }, () => text]
}

const endOf = (exit: Exit.Exit<void, AnyError | CliError.CliError>) => {
  if (Exit.isSuccess(exit)) return { exitCode: ExitCode.success, message: "" }
  const error = Cause.squash(exit.cause) as AnyError | CliError.CliError
  if (CliError.isCliError(error)) return { exitCode: ExitCode.usage, message: "" }
  if ("_tag" in error) {
    const { code, message } = failureOf(error)
    return { exitCode: code, message }
  }
  throw error as Error // a defect is nothing that a command may end with
}

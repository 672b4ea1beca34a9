/** How output looks right now: from flags, environment and terminal. */
import { Effect, Layer } from "effect"
import { layerJson } from "../report/layerJson.ts"
import { layerPlain } from "../report/layerPlain.ts"
import { layerTerminal } from "../report/layerTerminal.ts"
import { Reporter } from "../report/Reporter.ts"
import { speaksUtf8 } from "../report/speaksUtf8.ts"
import { colourStyle, inAscii, plainStyle, type Style } from "../report/Style.ts"
import { wantsColour } from "../report/wantsColour.ts"
import { Environment, type Output } from "./Environment.ts"
import * as globals from "./globals.ts"

export const styleOf = Effect.fnUntraced(function*(output: Output) {
  const option = yield* globals.Color
  const { variables } = yield* Environment
  const colours = wantsColour({ option, env: variables, isTerminal: output.isTerminal })
  const style: Style = colours ? colourStyle : plainStyle
  return speaksUtf8(variables) ? style : inAscii(style)
})

/** Progress goes where messages go, so that results can be piped; JSON lines are themselves the result. */
export const reporterLayer = Layer.unwrap(Effect.gen(function*() {
  const { output, messages } = yield* Environment
  const [isJson, isQuiet, isVerbose] = [yield* globals.Json, yield* globals.Quiet, yield* globals.Verbose]
  if (isJson) return layerJson(output.write)
  if (isQuiet) return Reporter.layerSilent
  const style = yield* styleOf(messages)
  return messages.isTerminal && !isVerbose
    ? layerTerminal({ write: messages.write, columns: messages.columns, style })
    : layerPlain({ write: messages.write, isVerbose, style })
}))

export const say = Effect.fnUntraced(function*(text: string) {
  const { output } = yield* Environment
  yield* output.write(text.endsWith("\n") ? text : `${text}\n`)
})

export const remark = Effect.fnUntraced(function*(text: string) {
  const { messages } = yield* Environment
  yield* messages.write(text.endsWith("\n") ? text : `${text}\n`)
})

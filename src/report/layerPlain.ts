/** Tells a log how a pass is going: lines that stay, and few of them. */
import { Clock, Effect, Layer, type Scope } from "effect"
import { announcement } from "./announcement.ts"
import { type Board, measureAll, track } from "./Board.ts"
import { printable } from "./escape.ts"
import { formatBytes } from "./formatBytes.ts"
import { plural } from "./plural.ts"
import { progressSentence } from "./progressLine.ts"
import { makePulse } from "./pulse.ts"
import { Reporter, type Write } from "./Reporter.ts"
import { plainStyle, type Style } from "./Style.ts"
import { type SyncEvent } from "./SyncEvent.ts"

export interface Log {
  readonly write: Write
  readonly style?: Style | undefined
  readonly isVerbose?: boolean | undefined // every outcome, not only failures
}

export const layerPlain = (log: Log) => Layer.effect(Reporter, make(log))

const make = Effect.fnUntraced(
  function*(
    { write, style = plainStyle, isVerbose = false }: Log,
  ): Effect.fn.Return<Reporter["Service"], never, Scope.Scope> {
    const board: Board = new Map()
    const beat = Effect.gen(function*() {
      measureAll(board, yield* Clock.currentTimeMillis)
      for (const [pair, progress] of board) yield* write(`${progressSentence(pair, progress)}\n`)
    })
    const pulse = yield* makePulse("10 seconds", beat)

    return {
      emit: (event) =>
        Effect.suspend(() => {
          track(board, event)
          pulse.set(board.size > 0)
          const line = event._tag === "Started" ? started(event) : announcement(event, isVerbose, style)
          return line === undefined ? Effect.void : write(`${line}\n`)
        }),
    }
  },
)

const started = ({ pair, actions, bytes }: SyncEvent & { readonly _tag: "Started" }): string =>
  `${printable(pair)}: started, ${plural(actions, "action", "actions")}, ${formatBytes(bytes)} to transfer`

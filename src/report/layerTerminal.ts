/** A live line at the bottom of a terminal. What failed and what was noted stays above it. */
import { Clock, Effect, Layer, type Scope, Semaphore } from "effect"
import { announcement } from "./announcement.ts"
import { type Board, measureAll, track } from "./Board.ts"
import { progressLine } from "./progressLine.ts"
import { makePulse } from "./pulse.ts"
import { Reporter, type Write } from "./Reporter.ts"
import { type Style } from "./Style.ts"
import { isMovement, type SyncEvent } from "./SyncEvent.ts"

export interface Screen {
  readonly write: Write
  readonly columns: Effect.Effect<number> // asked for at every drawing: windows change their size
  readonly style: Style
}

/** The line is gone when no pair is busy, so that others may write, and when the scope ends, however it ends. */
export const layerTerminal = (screen: Screen) => Layer.effect(Reporter, make(screen))

const make = Effect.fnUntraced(
  function*({ write, columns, style }: Screen): Effect.fn.Return<Reporter["Service"], never, Scope.Scope> {
    const board: Board = new Map()
    let shown = "" // what stands on the live line
    const turn = yield* Semaphore.make(1)
    /** One at a time and never half: what is remembered as shown is what stands there. */
    const show = (text: () => string) =>
      turn.withPermits(1)(Effect.uninterruptible(Effect.suspend(() => {
        const written = text()
        return written === "" ? Effect.void : write(written)
      })))

    const erased = () => {
      const text = shown === "" ? "" : erase
      shown = ""
      return text
    }
    const redrawn = (now: number, width: number) => {
      measureAll(board, now)
      const line = progressLine(board, width, style)
      if (line === shown) return ""
      shown = line
      return `\r${line}${clearToEnd}`
    }
    const beat = Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const width = yield* columns
      yield* show(() => redrawn(now, width))
    })

    yield* Effect.addFinalizer(() => show(erased))
    const pulse = yield* makePulse("100 millis", beat)

    const note = (event: SyncEvent) => {
      track(board, event)
      pulse.set(board.size > 0)
    }
    return {
      emit: (event) => {
        if (isMovement(event)) return Effect.sync(() => note(event))
        return show(() => {
          note(event)
          const line = announcement(event, false, style)
          if (board.size === 0) return erased() + (line === undefined ? "" : `${line}\n`)
          return line === undefined ? "" : `${shown === "" ? "" : erase}${line}\n${shown}`
        })
      },
    }
  },
)

const clearToEnd = "\u001b[K"
/** To the end of the screen: in a window made narrower meanwhile, the line has spilled over. */
const erase = "\r\u001b[J"

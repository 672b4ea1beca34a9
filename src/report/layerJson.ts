/** Tells other programs how a pass is going: one JSON object a line. */
import { Clock, DateTime, Effect, Layer, type Scope } from "effect"
import { type Board, measureAll, track } from "./Board.ts"
import { jsonText } from "./json.ts"
import { makePulse } from "./pulse.ts"
import { Reporter, type Write } from "./Reporter.ts"
import { type StreamLine } from "./StreamLine.ts"
import { progressStreamLine, streamLines } from "./streamLines.ts"
import { isMovement, type SyncEvent } from "./SyncEvent.ts"

/** What the clock says, as the lines write it. */
export const isoTime: Effect.Effect<string> = Effect.map(DateTime.now, DateTime.formatIso)

/** Progress comes every five seconds for as long as a pair is busy, whether it moves or not. */
export const layerJson = (write: Write, now: Effect.Effect<string> = isoTime) =>
  Layer.effect(Reporter, make(write, now))

const make = Effect.fnUntraced(
  function*(write: Write, now: Effect.Effect<string>): Effect.fn.Return<Reporter["Service"], never, Scope.Scope> {
    const board: Board = new Map()
    const beat = Effect.gen(function*() {
      measureAll(board, yield* Clock.currentTimeMillis)
      const time = yield* now
      yield* writeAll(write, Array.from(board, ([pair, progress]) => progressStreamLine(pair, progress, time)))
    })
    const pulse = yield* makePulse("5 seconds", beat)

    const note = (event: SyncEvent) => {
      track(board, event)
      pulse.set(board.size > 0)
    }
    return {
      emit: (event) => {
        if (isMovement(event)) return Effect.sync(() => note(event))
        return Effect.flatMap(now, (time) => {
          note(event)
          return writeAll(write, streamLines(event, time))
        })
      },
    }
  },
)

/** In batches: a plan may have a million lines, and they do not become one string. */
const writeAll = Effect.fnUntraced(function*(write: Write, lines: Iterable<StreamLine>) {
  let batch: Array<string> = []
  for (const line of lines) {
    batch.push(`${jsonText(line)}\n`)
    if (batch.length < linesInBatch) continue
    yield* write(batch.join(""))
    batch = []
  }
  if (batch.length > 0) yield* write(batch.join(""))
})

const linesInBatch = 1000

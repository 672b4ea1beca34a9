/** How much a process keeps while it goes on: what only a collection of its garbage shows, and what that leaves of noise. */
import { Effect } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { kill } from "node:process"
import { eventually } from "./eventually.ts"
import { type RunningWatch } from "./watching.ts"

export interface Sample {
  readonly passes: number // that have ended by then
  readonly heap: number // bytes that are still needed
  readonly resident: number // bytes
  readonly handles: number
}

/** By the median of its second quarter, and by that of its last. */
export interface Growth {
  readonly from: Sample
  readonly to: Sample
}

export const residentBytes = (pid: number): number => {
  const [, pages = "0"] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")
  return Number(pages) * 4096
}

export const handlesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** Has the process listen for a debugger, at the port by default: one at a time on a machine. It ends only without one. */
export const sampling = Effect.fnUntraced(function*(watch: RunningWatch) {
  const address = () => watch.lines.map((line) => /ws:\/\/\S+/.exec(line)?.[0]).find((found) => found !== undefined)
  kill(watch.pid, "SIGUSR1")
  yield* eventually("it listens for a debugger", () => address() !== undefined)
  const sample = Effect.promise(async (): Promise<Sample> => {
    const { ask, leave } = await debugging(address() ?? "")
    await ask("HeapProfiler.collectGarbage")
    const { usedSize } = await ask("Runtime.getHeapUsage")
    leave()
    return {
      passes: watch.lines.filter((line) => / outcome=\w/.test(line)).length,
      heap: usedSize ?? Number.NaN,
      resident: residentBytes(watch.pid),
      handles: handlesOf(watch.pid),
    }
  })
  return { sample }
})

export const growthIn = (samples: ReadonlyArray<Sample>): Growth => {
  const quarter = Math.floor(samples.length / 4)
  return { from: median(samples.slice(quarter, 2 * quarter)), to: median(samples.slice(3 * quarter)) }
}

const median = (samples: ReadonlyArray<Sample>): Sample => {
  const of = (key: keyof Sample) => samples.map((each) => each[key]).toSorted((a, b) => a - b)[samples.length >> 1] ?? 0
  return { passes: of("passes"), heap: of("heap"), resident: of("resident"), handles: of("handles") }
}

const debugging = async (address: string) => {
  const socket = new WebSocket(address)
  await new Promise((opened, failed) => {
    socket.addEventListener("open", opened)
    socket.addEventListener("error", failed)
  })
  let last = 0
  const ask = (method: string): Promise<Readonly<Record<string, number>>> =>
    new Promise((answered) => {
      const id = ++last
      const listen = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { readonly id?: number; readonly result: Record<string, number> }
        if (answer.id !== id) return
        socket.removeEventListener("message", listen)
        answered(answer.result)
      }
      socket.addEventListener("message", listen)
      socket.send(JSON.stringify({ id, method }))
    })
  return { ask, leave: () => socket.close() }
}

/** A CPU profile as Node.js leaves it, and where by it the time went. */
import { readdirSync, readFileSync } from "node:fs"
import { SourceMap } from "node:module"
import { basename, join, relative } from "node:path"
import { fileURLToPath } from "node:url"

export interface CpuProfile {
  readonly nodes: ReadonlyArray<{ readonly id: number; readonly callFrame: CallFrame }>
  readonly samples: ReadonlyArray<number> // the node that was running
  readonly timeDeltas: ReadonlyArray<number> // microseconds from the sample before
}

export interface CallFrame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number // from 0
  readonly columnNumber: number
}

export interface SelfTime {
  readonly frame: CallFrame
  readonly milliseconds: number
  readonly share: number // of the whole profile
}

/** By function, the longest first. */
export const selfTimesOf = ({ nodes, samples, timeDeltas }: CpuProfile): ReadonlyArray<SelfTime> => {
  const microseconds = new Map<number, number>()
  let whole = 0
  for (const [index, node] of samples.entries()) {
    const time = timeDeltas[index + 1] ?? 0 // until the next sample
    microseconds.set(node, (microseconds.get(node) ?? 0) + time)
    whole += time
  }
  const functions = new Map<string, { frame: CallFrame; time: number }>()
  for (const { id, callFrame } of nodes) {
    const { functionName, url, lineNumber, columnNumber } = callFrame
    const key = `${functionName} ${url}:${lineNumber}:${columnNumber}`
    const time = (functions.get(key)?.time ?? 0) + (microseconds.get(id) ?? 0)
    functions.set(key, { frame: callFrame, time })
  }
  return [...functions.values()]
    .map(({ frame, time }) => ({ frame, milliseconds: time / 1000, share: whole === 0 ? 0 : time / whole }))
    .filter(({ milliseconds }) => milliseconds > 0)
    .sort((a, b) => b.milliseconds - a.milliseconds)
}

/** Every profile that a run left in a folder, one for each thread. */
export const profilesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).filter((name) => name.endsWith(".cpuprofile")).map((name) => join(folder, name))

export const readProfile = (path: string): CpuProfile => JSON.parse(readFileSync(path, "utf8")) as CpuProfile

/** File and line, in the source where the bundle has a map of it. */
export const placeOf = (frame: CallFrame, project: string): string => {
  if (frame.url === "") return ""
  if (!frame.url.startsWith("file:")) return frame.url
  const path = fileURLToPath(frame.url)
  const origin = mapOf(path)?.findEntry(frame.lineNumber, frame.columnNumber)
  if (origin === undefined || !("originalSource" in origin)) return `${relative(project, path)}:${frame.lineNumber + 1}`
  return `${relative(project, join(path, "..", origin.originalSource))}:${origin.originalLine + 1}`
}

const maps = new Map<string, SourceMap | undefined>()

const mapOf = (path: string): SourceMap | undefined => {
  if (!maps.has(path)) {
    const file = `${path}.map`
    const isThere = readdirSync(join(path, "..")).includes(basename(file))
    maps.set(path, isThere ? new SourceMap(JSON.parse(readFileSync(file, "utf8"))) : undefined)
  }
  return maps.get(path)
}

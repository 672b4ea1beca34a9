/** What the figures were measured on, and with. */
import { cpus, loadavg, release, totalmem } from "node:os"
import { formatBytes } from "../../src/report/formatBytes.ts"

export interface Machine {
  readonly date: string
  readonly cores: number
  readonly processor: string
  readonly memoryBytes: number
  readonly kernel: string
  readonly node: string
  readonly load: number // of the last minute, when the measurements began
  readonly versions: Readonly<Record<string, string>> // by product
}

export const lookAtMachine = (now: Date, versions: ReadonlyMap<string, string>): Machine => ({
  date: now.toISOString().slice(0, 10),
  cores: cpus().length,
  processor: cpus()[0]?.model.trim() ?? "unknown",
  memoryBytes: totalmem(),
  kernel: `${process.platform} ${release()}`,
  node: process.versions.node,
  load: loadavg()[0] ?? 0,
  versions: Object.fromEntries(versions),
})

export const machineLine = (machine: Machine): string => {
  const hardware = [
    `${machine.cores} ${machine.cores === 1 ? "core" : "cores"} (${machine.processor})`,
    `${formatBytes(machine.memoryBytes)} of memory`,
    machine.kernel,
    `Node.js ${machine.node}`,
    ...Object.entries(machine.versions).map(([product, version]) => `${product} ${version}`),
  ]
  return `Measured ${machine.date}, load ${machine.load.toFixed(1)} at the start: ${hardware.join(", ")}.`
}

/** Figures for tests of what is made of them. */
import { type Figure, type Figures } from "./Figures.ts"

export const figure = (tool: string, ...seconds: ReadonlyArray<number>): Figure => ({
  tool,
  seconds,
  peakBytes: 50 << 20,
  wire: { up: 40 << 20, down: 3 << 10 },
  bytesPerSecond: undefined,
  failure: undefined,
})

export const failed = (tool: string): Figure => ({ ...figure(tool, 1), failure: "exit code 3: no such luck" })

export const smallRow: Figures = {
  row: "small-rtt",
  title: "1,000 files (41 MB) up, RTT 50 ms",
  goals: [
    { of: "ratio", rival: "rclone", atMost: 0.05 },
    { of: "ratio", rival: "rsync", atMost: 1.5 },
    { of: "ratio", rival: "lftp", atMost: 1 },
  ],
  figures: [figure("syncfile", 2.5, 1.5, 2), figure("rclone", 80), figure("rsync", 1, 1.25), failed("scp")],
}

export const deltaRow: Figures = {
  row: "delta",
  title: "10 MB changed in the middle of 1 GiB",
  goals: [{ of: "wire", bytes: 1 << 30, atMost: 0.03 }],
  figures: [{ ...figure("syncfile", 4), wire: { up: 10 << 20, down: 1 << 20 } }],
}

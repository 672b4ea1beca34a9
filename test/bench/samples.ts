/** Figures for tests of what is made of them. */
import { type Figure, type Figures } from "./Figures.ts"

export const figure = (tool: string, ...seconds: ReadonlyArray<number>): Figure => ({
  tool,
  seconds,
  peakBytes: 50 << 20,
  failure: undefined,
})

export const failed = (tool: string): Figure => ({ ...figure(tool, 1), failure: "exit code 3: no such luck" })

export const smallRow: Figures = {
  row: "small-rtt",
  title: "1,000 files (41 MB) up, RTT 50 ms",
  goals: [{ rival: "rclone", atMost: 0.05 }, { rival: "rsync", atMost: 1.5 }, { rival: "lftp", atMost: 1 }],
  figures: [figure("syncfile", 2.5, 1.5, 2), figure("rclone", 80), figure("rsync", 1, 1.25), failed("scp")],
}

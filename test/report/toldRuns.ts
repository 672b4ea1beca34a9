/** Runs to tell of. They are what the state remembers, with the pair that they were of. */
import { type ToldRun } from "../../src/report/ToldRun.ts"
import { type PastRun } from "../../src/state/StateStore.ts"
import { at } from "./samples.ts"

const noon = Date.UTC(2026, 10, 22, 12)

const remembered: PastRun = {
  run: "a1b2c3d4",
  kind: "apply",
  started: noon,
  finished: noon + 12_300,
  outcome: "ok",
  summary: "Apply complete! 1 added, 0 changed, 1 moved, 1 deleted, 0 failed. 1 KiB in 12s.",
  deeds: [
    { verb: "move", side: "right", path: at("2026/holiday"), note: "from holiday" },
    { verb: "add", side: "left", path: at("a.txt"), note: "" },
    { verb: "delete", side: "right", path: at("old/long name.txt"), note: "kept as a1b2c3d4/old/long name.txt" },
  ],
  done: 3,
}

export const runOf = (parts: Partial<ToldRun> = {}): ToldRun => ({ pair: "notes", ...remembered, ...parts })

/** It began and never said how it ended. */
export const unfinishedRun = runOf({
  run: "0000ffff",
  pair: "website",
  started: noon + 60_000,
  finished: undefined,
  outcome: undefined,
  summary: "",
  deeds: [],
  done: 0,
})

/** A program that applies the syncfile where it is called, and kills itself after as many checkpoints as it is told. */
import { Effect } from "effect"
import { passInSteps } from "./passInSteps.ts"

const [every = 0, deadly = 0] = process.argv.slice(2).map(Number)

const noted = (checkpoints: number) => {
  if (checkpoints === deadly) process.kill(process.pid, "SIGKILL")
}

await Effect.runPromise(passInSteps({ folder: process.cwd(), every, noted }))

/** What a disk thread runs. It loads nothing but this, so that it begins at once. */
import { parentPort } from "node:worker_threads"
import { type Digest, digestNames } from "./digestNames.ts"
import { type Place, type Survey, surveyOf } from "./survey.ts"

export type DiskTask =
  | { readonly _tag: "Survey" } & Place
  | { readonly _tag: "Digest"; readonly base: string; readonly names: ReadonlyArray<string> }

export type DiskAnswer =
  | { readonly _tag: "Survey"; readonly survey: Survey }
  | { readonly _tag: "Digest"; readonly digests: ReadonlyArray<Digest | undefined> }

const run = (task: DiskTask): DiskAnswer =>
  task._tag === "Survey"
    ? { _tag: "Survey", survey: surveyOf(task) }
    : { _tag: "Digest", digests: digestNames(task.base, task.names) }

/** `undefined`: the system refuses. */
const tried = (task: DiskTask): DiskAnswer | undefined => {
  try {
    return run(task)
  } catch {
    return undefined
  }
}

parentPort?.on("message", (tasks: ReadonlyArray<DiskTask>) => {
  const answers = tasks.map(tried)
  const given = answers.flatMap((answer) => answer?._tag === "Survey" ? [answer.survey.numbers.buffer] : [])
  parentPort?.postMessage(answers, given)
})

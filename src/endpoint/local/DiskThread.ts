/** A thread that asks the system about this machine's files, while this one does the rest. It knows nothing of where they lie. */
import { Effect } from "effect"
import { Worker } from "node:worker_threads"
import { type Digest } from "./digestNames.ts"
import { type DiskAnswer, type DiskTask } from "./runDiskThread.ts"
import { type Place, type Survey } from "./survey.ts"

/** So many tasks are done sooner than a thread begins. */
const few = 32

type Take = (answer: DiskAnswer | undefined) => void

export class DiskThread {
  readonly #few: number
  readonly #awaited: Array<Take> = [] // in the order in which they were asked for, which is that of the answers
  #asked = 0
  #unsent: Array<DiskTask> = []
  #thread: Worker | undefined
  #isBroken = false

  constructor(fewTasks = few) {
    this.#few = fewTasks
  }

  /** `undefined`: nothing was found out there, so it is for the caller to survey, or to see why that is refused. */
  survey({ absolute, base }: Place): Effect.Effect<Survey | undefined> {
    return Effect.map(
      this.#ask({ _tag: "Survey", absolute, base }),
      (answer) => answer?._tag === "Survey" ? answer.survey : undefined,
    )
  }

  /** For each name the digest of a file as it was throughout, or `undefined`: then it is for the caller to read. */
  digest(base: string, names: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Digest | undefined>> {
    return Effect.map(
      this.#ask({ _tag: "Digest", base, names }),
      (answer) => answer?._tag === "Digest" ? answer.digests : [],
    )
  }

  close(): void {
    this.#isBroken = true
    void this.#thread?.terminate()
    for (const take of this.#awaited.splice(0)) take(undefined)
  }

  #ask(task: DiskTask): Effect.Effect<DiskAnswer | undefined> {
    return Effect.callback((resume) => {
      this.#asked += 1
      if (this.#isBroken || this.#asked <= this.#few) return resume(Effect.succeed(undefined))
      this.#awaited.push((answer) => resume(Effect.succeed(answer)))
      if (this.#unsent.push(task) === 1) setImmediate(() => this.#send())
    })
  }

  /** Waking a thread takes long, so it is done once for all that is asked in a turn of the event loop. */
  #send(): void {
    const tasks = this.#unsent
    this.#unsent = []
    if (this.#isBroken) return
    this.#thread ??= this.#begun()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    this.#thread.postMessage(tasks)
  }

  #begun(): Worker {
    const thread = new Worker(threadFile, { resourceLimits: { maxYoungGenerationSizeMb: 4 } })
    thread.on("message", (answers: ReadonlyArray<DiskAnswer | undefined>) => {
      for (const answer of answers) this.#awaited.shift()?.(answer)
    })
    thread.on("error", () => this.close())
    return thread
  }
}

/** Beside this file, as it was written or as it was bundled. */
const threadFile = new URL(`./runDiskThread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url)

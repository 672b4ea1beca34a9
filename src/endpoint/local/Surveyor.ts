/** Surveys directories in a thread of its own, while this one does the rest. */
import { Effect } from "effect"
import { Worker } from "node:worker_threads"
import { type Place, type Survey } from "./survey.ts"

/** So many directories are listed sooner than a thread begins. */
const few = 32

type Take = (survey: Survey | undefined) => void

export class Surveyor {
  readonly #few: number
  readonly #awaited: Array<Take> = [] // in the order in which they were asked for, which is that of the answers
  #asked = 0
  #unsent: Array<Place> = []
  #thread: Worker | undefined
  #isBroken = false

  constructor(fewDirectories = few) {
    this.#few = fewDirectories
  }

  /** `undefined`: nothing was found out there, so it is for the caller to survey, or to see why that is refused. */
  survey({ absolute, base }: Place): Effect.Effect<Survey | undefined> {
    return Effect.callback((resume) => {
      this.#asked += 1
      if (this.#isBroken || this.#asked <= this.#few) return resume(Effect.succeed(undefined))
      this.#awaited.push((survey) => resume(Effect.succeed(survey)))
      if (this.#unsent.push({ absolute, base }) === 1) setImmediate(() => this.#send())
    })
  }

  close(): void {
    this.#isBroken = true
    void this.#thread?.terminate()
    for (const take of this.#awaited.splice(0)) take(undefined)
  }

  /** Waking a thread takes long, so it is done once for all that is asked in a turn of the event loop. */
  #send(): void {
    const places = this.#unsent
    this.#unsent = []
    if (this.#isBroken) return
    this.#thread ??= this.#begun()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    this.#thread.postMessage(places)
  }

  #begun(): Worker {
    const thread = new Worker(threadFile, { resourceLimits: { maxYoungGenerationSizeMb: 4 } })
    thread.on("message", (surveys: ReadonlyArray<Survey | undefined>) => {
      for (const survey of surveys) this.#awaited.shift()?.(survey)
    })
    thread.on("error", () => this.close())
    return thread
  }
}

/** Beside this file, as it was written or as it was bundled. */
const threadFile = new URL(`./surveyThread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url)

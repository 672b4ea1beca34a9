/** A shell on a server that tells digests: questions go out ahead, answers come in their order, each in its time. */
import { Effect } from "effect"
import { type ClientChannel } from "ssh2"
import { endOfAnswer } from "./shellCommand.ts"

/** `undefined`: the shell cannot be asked any more. */
export type Answer = ReadonlyArray<string> | undefined

export interface Question {
  readonly text: string
  readonly lines: number // that an answer has at most
  readonly seconds: number // that it may take, from when it is the first in line
}

interface Asked extends Question {
  readonly heard: Array<string>
  readonly finish: (answer: Answer) => void
}

/** No name is longer on any file system, and a digest and two more characters come before it. */
const longestLine = 8 * 1024
const longestWait = 0x7FFF_FFFF // milliseconds: what a timer can wait
/** A server takes a round trip, and what it needs to end a process. */
const farewellMilliseconds = 1000

export class HashingShell {
  readonly #channel: ClientChannel
  readonly #asked: Array<Asked> = []
  #rest = ""
  #hasEnded = false
  #deadline: NodeJS.Timeout | undefined

  constructor(channel: ClientChannel) {
    this.#channel = channel
    const end = () => this.end()
    channel.setEncoding("utf8").on("data", (text: string) => this.#take(text)).on("error", end).on("close", end)
    channel.on("end", end)
    channel.stderr.resume()
  }

  get isUp(): boolean {
    return !this.#hasEnded
  }

  /** How many questions wait for an answer. */
  get load(): number {
    return this.#asked.length
  }

  ask(question: Question): Effect.Effect<Answer> {
    return Effect.callback<Answer>((resume) => {
      if (this.#hasEnded) return resume(Effect.succeed(undefined))
      this.#asked.push({ ...question, heard: [], finish: (answer) => resume(Effect.succeed(answer)) })
      if (this.#asked.length === 1) this.#wait()
      this.#channel.write(question.text)
    })
  }

  /** Names are looked for in that folder from now on. If it cannot be, the shell ends. */
  goTo(folder: string): void {
    if (!this.#hasEnded) this.#channel.write(`=${folder}\n`)
  }

  /** For good: what it said out of turn may belong anywhere. */
  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    clearTimeout(this.#deadline)
    this.#channel.destroy()
    for (const { finish } of this.#asked.splice(0)) finish(undefined)
  }

  /**
   * Ends it when nothing more will be asked, and waits until the server has: until then it counts against the channels that
   * a server grants on a connection. One that is in the middle of an answer may take long, and is not waited for.
   */
  readonly leave: Effect.Effect<void> = Effect.callback<void>((resume) => {
    if (this.#hasEnded || this.#asked.length > 0) {
      this.end()
      return resume(Effect.void)
    }
    this.#hasEnded = true
    const leave = () => {
      clearTimeout(patience)
      this.#channel.destroy()
      resume(Effect.void)
    }
    const patience = setTimeout(leave, farewellMilliseconds)
    patience.unref()
    this.#channel.once("close", leave).end()
  })

  #wait(): void {
    clearTimeout(this.#deadline)
    const [first] = this.#asked
    if (first === undefined || this.#hasEnded) return
    this.#deadline = setTimeout(() => this.end(), Math.min(first.seconds * 1000, longestWait))
    this.#deadline.unref()
  }

  /** Nobody hears an answer before all of the text is taken in: what came before a question is no answer to it. */
  #take(text: string): void {
    const answered: Array<Asked> = []
    const lines = (this.#rest + text).split("\n")
    this.#rest = lines.pop() ?? ""
    for (const line of lines) {
      const [first] = this.#asked
      if (first === undefined) {
        this.end()
        break
      }
      if (line === endOfAnswer) {
        answered.push(first)
        this.#asked.shift()
      } else if (first.heard.push(line) > first.lines) this.end()
    }
    if (this.#rest.length > longestLine) this.end()
    if (answered.length > 0) this.#wait()
    for (const { finish, heard } of answered) finish(heard)
  }
}

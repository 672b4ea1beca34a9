/** One large file on its way, over all attempts: what is noted of it, and what is gone on with when an attempt begins. */
import { Effect, Stream } from "effect"
import { type Transfer } from "../domain/Action.ts"
import { childOf, parentOf, type RelPath } from "../domain/RelPath.ts"
import { otherSide } from "../domain/Side.ts"
import { type Checkpoints, type Endpoint } from "../endpoint/Endpoint.ts"
import { EndpointError } from "../endpoint/EndpointError.ts"
import { type Checkpoint } from "../state/StateStore.ts"
import { type Begun, type ContentNotes, type DigestingReader } from "./contentDigest.ts"
import { continuing } from "./continuing.ts"
import { type LargeFiles } from "./LargeFiles.ts"
import { type Sides } from "./Sides.ts"

/** The content that an attempt is to send, and what the target has of it already. */
export interface Start {
  readonly content: Stream.Stream<Uint8Array, EndpointError>
  readonly begun?: Begun
  readonly isResumed: boolean
  readonly keeps: boolean // whether what is written can be gone on with
}

interface Held {
  readonly part: RelPath // where it is now
  readonly checkpoint: Checkpoint
}

export class LargeFile {
  readonly #action: Transfer
  readonly #part: RelPath
  readonly #number: number
  readonly #by: LargeFiles
  #held: Held | undefined // to be gone on with by the next attempt
  #noted: Checkpoint | undefined // what the journal of this run says
  /** How much of it an earlier run had sent. */
  resumed = 0

  constructor(action: Transfer, number: number, temporary: string, by: LargeFiles) {
    this.#action = action
    this.#part = childOf(parentOf(action.path), temporary)
    this.#number = number
    this.#by = by
    this.#held = by.partFor(action)
  }

  get isHeld(): boolean {
    return this.#held !== undefined
  }

  /** Whether a journal tells of a part: then nothing that could be taken for its beginning may have its name. */
  get isTold(): boolean {
    return this.#held !== undefined || this.#noted !== undefined
  }

  /** `makeNotes`: of the content from its first byte on; a beginning that turns out not to be one has spoilt them. */
  readonly start = Effect.fnUntraced(
    function*(
      this: LargeFile,
      sides: Sides,
      isResumed: boolean,
      makeNotes: () => ContentNotes,
    ): Effect.fn.Return<Start, EndpointError> {
      const { side, from, wanted } = this.#action
      const { publishing } = yield* sides[side].capabilities("target")
      const keeps = publishing !== "at-close"
      const whole = { content: sides[otherSide(side)].read(from, wanted), isResumed }
      const start = keeps ? (yield* this.#goOn(sides, makeNotes)) ?? whole : whole
      return { ...start, content: keeps ? this.heeding(start.content, sides[side]) : start.content, keeps }
    },
  )

  /** Ends the content with `Stopped` once the user wants to stop. */
  heeding(content: Start["content"], { name }: Endpoint): Start["content"] {
    const stopped = new EndpointError({ endpoint: name, operation: "write", reason: { _tag: "Stopped" } })
    return Stream.tap(content, () => this.#by.isStopping() ? Effect.fail(stopped) : Effect.void)
  }

  /** Of one attempt, whose content passes through `reader`. */
  checkpoints(reader: DigestingReader): Checkpoints {
    let last = reader.bytes
    return {
      isAny: () => this.#noted !== undefined,
      due: (bytes, isLast) => {
        if (bytes !== reader.bytes || bytes === last || (!isLast && bytes - last < this.#by.every)) return undefined
        last = bytes
        const { from, wanted } = this.#action
        const digest = reader.notes.digestSoFar()
        return (isSynced) =>
          Effect.andThen(
            Effect.ignore(this.#note({ from, wanted, bytes, digest, isSynced }), { log: true }),
            Effect.sync(() => {
              const checkpoint = this.#noted
              if (checkpoint?.isSynced === true) this.#held = { part: this.#part, checkpoint }
            }),
          )
      },
    }
  }

  /** What cannot be removed stands in the way of another one, or is told of when the run ends. From now on, what the journal said of a beginning is no longer so; only then another one may take its name. */
  readonly drop = Effect.fnUntraced(
    function*(this: LargeFile, sides: Sides): Effect.fn.Return<void, EndpointError> {
      const { path, side } = this.#action
      const before = this.#held?.part ?? this.#part
      this.#held = undefined
      this.resumed = 0
      if (this.#noted !== undefined) {
        yield* Effect.mapError(
          this.#note(undefined),
          ({ message }) =>
            new EndpointError({
              endpoint: sides[side].name,
              operation: "write",
              path,
              reason: { _tag: "Refused", message },
            }),
        )
      }
      for (const part of new Set([before, this.#part])) {
        yield* Effect.catchIf(sides[side].recover(part, path), ({ isTransient }) => !isTransient, () => Effect.void)
      }
    },
  )

  /** Noted before it is renamed: under whichever of the two names it is found then, it can be gone on with. */
  readonly #goOn = Effect.fnUntraced(
    function*(
      this: LargeFile,
      sides: Sides,
      makeNotes: () => ContentNotes,
    ): Effect.fn.Return<Omit<Start, "keeps"> | undefined, EndpointError> {
      if (this.#held === undefined) return undefined
      const { part, checkpoint } = this.#held
      const { path, side } = this.#action
      const isFound = part !== this.#part
      if (isFound && !(yield* Effect.isSuccess(this.#note(checkpoint)))) return undefined
      const taken = Effect.gen({ self: this }, function*() {
        const file = yield* sides[side].takeUp(part, this.#part, checkpoint.bytes)
        this.#held = { part: this.#part, checkpoint }
        if (!checkpoint.isSynced) {
          return { content: sides[otherSide(side)].read(this.#action.from, this.#action.wanted), isResumed: true }
        }
        const rest = yield* continuing(
          this.#action,
          sides[otherSide(side)],
          sides[side],
          [this.#part, file],
          checkpoint,
          makeNotes(),
        )
        if (isFound) this.resumed = checkpoint.bytes
        yield* this.#by.takenUp(path, checkpoint.bytes)
        return { ...rest, isResumed: false }
      })
      return yield* Effect.catchIf(
        taken,
        ({ isTransient }) => !isTransient,
        () => Effect.as(this.drop(sides), undefined),
      )
    },
  )

  #note(checkpoint: Checkpoint | undefined) {
    return Effect.uninterruptible(Effect.tap(
      this.#by.note(this.#number, checkpoint),
      () =>
        Effect.sync(() => {
          this.#noted = checkpoint
        }),
    ))
  }
}

/** Samples of what a server copied, by which to see whether it is what it should be. */
import { Effect } from "effect"
import { hash } from "node:crypto"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"

const sampleBytes = 1024
/** Of a long stretch, as many bytes as one more is taken in: with both ends that is half a percent of a file at most. */
const stride = 4 * 1024 * 1024
const readsAtOnce = 64

interface Sample {
  readonly at: number
  readonly length: number
  readonly digest: string
}

export class Samples {
  readonly #noted: Array<Sample> = []
  #seed: number
  #last: Sample | undefined // the end of the stretch so far

  /** `seed`: any number; what is read of a stretch cannot be foretold without it. */
  constructor(seed: number) {
    this.#seed = seed
  }

  /** A stretch that was copied ends here. */
  noteSent(): void {
    if (this.#last !== undefined) this.#noted.push(this.#last)
    this.#last = undefined
  }

  /** What the server was asked to copy to `at`. */
  noteCopied(at: number, bytes: Uint8Array): void {
    if (this.#last === undefined) this.#noted.push(sampleOf(at, bytes, 0))
    if (this.#chance(stride) < bytes.length) this.#noted.push(sampleOf(at, bytes, this.#chance(bytes.length)))
    this.#last = sampleOf(at, bytes, bytes.length)
  }

  /** Reads them back. */
  areIn(session: Session, handle: Buffer, path: string): Effect.Effect<boolean, EndpointError> {
    this.noteSent()
    return Effect.map(
      Effect.forEach(this.#noted, (sample) => isThere(session, handle, path, sample), { concurrency: readsAtOnce }),
      (found) => found.every((isTrue) => isTrue),
    )
  }

  #chance(below: number): number {
    this.#seed = Math.imul(this.#seed ^ (this.#seed >>> 15), 0x2c1b3c6d) + 0x6d2b79f5 | 0
    return (this.#seed >>> 0) % below
  }
}

/** As near to `from` as the bytes allow. */
const sampleOf = (at: number, bytes: Uint8Array, from: number): Sample => {
  const length = Math.min(sampleBytes, bytes.length)
  const start = Math.min(from, bytes.length - length)
  return { at: at + start, length, digest: digestOf(bytes.subarray(start, start + length)) }
}

const digestOf = (bytes: Uint8Array): string => hash("sha256", bytes, "base64")

/** A read that gives less than was asked for, or none at all, is as good as one that gives something else. */
const isThere = (session: Session, handle: Buffer, path: string, { at, digest, length }: Sample) =>
  Effect.suspend(() => {
    const buffer = Buffer.alloc(length)
    return Effect.map(
      session.ask(
        "read",
        path,
        (sftp, reply) => sftp.read(handle, buffer, 0, length, at, reply),
        (count) => typeof count === "number" ? count : undefined,
      ),
      (count) => count === length && digestOf(buffer) === digest,
    )
  })

/** SHA-256 of contents, while they pass by or read for that purpose. */
import { Effect, Stream } from "effect"
import { createHash } from "node:crypto"
import { type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { signOfLife } from "../endpoint/SignOfLife.ts"
import { type BlockRecorder } from "./delta/BlockRecorder.ts"

/** What is found out about a content, byte by byte. */
export class ContentNotes {
  readonly #hash = createHash("sha256")
  readonly #recorder: BlockRecorder | undefined

  /** `recorder`: of blocks, where they are worth keeping. */
  constructor(recorder?: BlockRecorder) {
    this.#recorder = recorder
  }

  take(bytes: Uint8Array): void {
    this.#hash.update(bytes)
    this.#recorder?.take(bytes)
  }

  /** Of what was taken so far. */
  digestSoFar(): string {
    return this.#hash.copy().digest("hex")
  }

  /** Hexadecimal. May be asked for once, when the content has ended. */
  digest(): string {
    return this.#hash.digest("hex")
  }

  /** May be asked for once, when the content has ended. */
  blocks(): Uint8Array | undefined {
    return this.#recorder?.packed()
  }
}

/** A beginning that need not pass by any more: at the latest when the first byte after it comes, `notes` has taken it in. */
export interface Begun {
  readonly notes: ContentNotes
  readonly bytes: number
}

/** Passes bytes on and notes them. */
export class DigestingReader {
  readonly notes: ContentNotes
  readonly content: Stream.Stream<Uint8Array, EndpointError>
  #bytes: number

  constructor(
    content: Stream.Stream<Uint8Array, EndpointError>,
    passed: (bytes: number) => Effect.Effect<void>,
    { notes, bytes }: Begun = { notes: new ContentNotes(), bytes: 0 },
  ) {
    this.notes = notes
    this.#bytes = bytes
    this.content = Stream.tap(content, (more) => {
      notes.take(more)
      this.#bytes += more.length
      return passed(more.length)
    })
  }

  /** How many have passed, with the beginning that did not have to. */
  get bytes(): number {
    return this.#bytes
  }
}

/** Of one file, found as those of many are. */
export const contentDigest = Effect.fnUntraced(function*(endpoint: Endpoint, path: RelPath, file: File) {
  let told: string | undefined
  yield* endpoint.digests([[path, file]], (_, digest) => Effect.sync(() => void (told = digest)))
  return told ?? (yield* readDigest(endpoint, path, file, () => signOfLife))
})

export const readDigest = Effect.fnUntraced(function*(
  endpoint: Endpoint,
  path: RelPath,
  file: File,
  passed: (bytes: number) => Effect.Effect<void>,
) {
  const reader = new DigestingReader(endpoint.read(path, file), passed)
  yield* Stream.runDrain(reader.content)
  return reader.notes.digest()
})

/** Whether a file has the content of a digest. A digest that is not known, and a file that cannot be read, prove nothing. */
export const holdsDigest = (
  endpoint: Endpoint,
  path: RelPath,
  file: File,
  digest: string | undefined,
): Effect.Effect<boolean> =>
  digest === undefined ? Effect.succeed(false) : contentDigest(endpoint, path, file).pipe(
    Effect.map((found) => found === digest),
    Effect.orElseSucceed(() => false),
  )

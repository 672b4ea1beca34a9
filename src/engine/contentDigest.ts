/** SHA-256 of contents, while they pass by or read for that purpose. */
import { Effect, Stream } from "effect"
import { createHash, type Hash } from "node:crypto"
import { type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"

/** A beginning that need not pass by any more: at the latest when the first byte after it comes, `hash` has taken it in. */
export interface Begun {
  readonly hash: Hash
  readonly bytes: number
}

/** Passes bytes on and knows their digest at the end. */
export class DigestingReader {
  readonly #hash: Hash
  readonly content: Stream.Stream<Uint8Array, EndpointError>
  #bytes: number

  constructor(
    content: Stream.Stream<Uint8Array, EndpointError>,
    passed: (bytes: number) => Effect.Effect<void>,
    { hash, bytes }: Begun = { hash: createHash("sha256"), bytes: 0 },
  ) {
    this.#hash = hash
    this.#bytes = bytes
    this.content = Stream.tap(content, (more) => {
      this.#hash.update(more)
      this.#bytes += more.length
      return passed(more.length)
    })
  }

  /** How many have passed, with the beginning that did not have to. */
  get bytes(): number {
    return this.#bytes
  }

  /** Of what has passed so far. */
  digestSoFar(): string {
    return this.#hash.copy().digest("hex")
  }

  /** Hexadecimal. May be asked for once, when the content has ended. */
  digest(): string {
    return this.#hash.digest("hex")
  }
}

/** Of one file, found as those of many are. */
export const contentDigest = Effect.fnUntraced(function*(endpoint: Endpoint, path: RelPath, file: File) {
  let told: string | undefined
  yield* endpoint.digests([[path, file]], (_, digest) => Effect.sync(() => void (told = digest)))
  return told ?? (yield* readDigest(endpoint, path, file, () => Effect.void))
})

export const readDigest = Effect.fnUntraced(function*(
  endpoint: Endpoint,
  path: RelPath,
  file: File,
  passed: (bytes: number) => Effect.Effect<void>,
) {
  const reader = new DigestingReader(endpoint.read(path, file), passed)
  yield* Stream.runDrain(reader.content)
  return reader.digest()
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

/** SHA-256 of contents, while they pass by or read for that purpose. */
import { Effect, Stream } from "effect"
import { createHash } from "node:crypto"
import { type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"

/** Passes bytes on and knows their digest at the end. */
export class DigestingReader {
  readonly #hash = createHash("sha256")
  readonly content: Stream.Stream<Uint8Array, EndpointError>

  constructor(content: Stream.Stream<Uint8Array, EndpointError>, passed: (bytes: number) => Effect.Effect<void>) {
    this.content = Stream.tap(content, (bytes) => {
      this.#hash.update(bytes)
      return passed(bytes.length)
    })
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

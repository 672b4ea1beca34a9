/** Proves that a part holds the beginning of a content, and gives what follows it. */
import { Effect, Stream } from "effect"
import { type Transfer } from "../domain/Action.ts"
import { type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { EndpointError, noBeginning } from "../endpoint/EndpointError.ts"
import { signOfLife } from "../endpoint/SignOfLife.ts"
import { type Checkpoint } from "../state/StateStore.ts"
import { type Begun, type ContentNotes } from "./contentDigest.ts"

type Content = Stream.Stream<Uint8Array, EndpointError>

/** What is left to be sent. That fails with `Refused` before its first byte, should the beginning turn out to be another one. */
interface Continuation {
  readonly content: Content
  readonly begun: Begun
}

/** So much of the end of a part is read back from a server: it shows what was lost although it had been acknowledged. */
const overlapBytes = 256 * 1024

/**
 * A part on this machine is read, and must have the digest that the checkpoint tells; the source then gives the rest. From
 * a part elsewhere only the end is read back: there it is the source that is read again from its first byte, and must have
 * that digest. In both cases the two meet in the bytes before the checkpoint, which must be the same on both sides.
 */
export const continuing = Effect.fnUntraced(function*(
  { from, wanted }: Transfer,
  source: Endpoint,
  target: Endpoint,
  [path, part]: readonly [RelPath, File], // it ends at the checkpoint
  { bytes, digest }: Checkpoint,
  notes: ContentNotes,
): Effect.fn.Return<Continuation, EndpointError> {
  const isNear = (yield* target.capabilities("target")).digest === "local"
  const refuse = Effect.fail(
    new EndpointError({ endpoint: target.name, operation: "go on", path, reason: noBeginning }),
  )
  const meeting = bytes - Math.min(bytes, overlapBytes)
  const end: Array<Uint8Array> = []
  let at = isNear ? 0 : meeting
  yield* Stream.runForEach(target.read(path, part, at), (chunk) => {
    if (isNear) notes.take(chunk)
    at += chunk.length
    if (at > meeting) {
      const known = chunk.subarray(Math.max(0, meeting - (at - chunk.length)))
      end.push(new Uint8Array(known)) // a copy: the memory of a piece is used again
    }
    return signOfLife
  })
  const isSame = !isNear || notes.digestSoFar() === digest
  if (!isSame) return yield* refuse
  const overlap = Buffer.concat(end)

  let given = isNear ? meeting : 0
  const content = Stream.mapEffect(
    source.read(from, wanted, given),
    (chunk): Effect.Effect<Uint8Array, EndpointError> => {
      if (given >= bytes) return Effect.succeed(chunk)
      const known = chunk.subarray(0, bytes - given)
      if (!isNear) notes.take(known)
      const first = Math.max(given, meeting)
      given += known.length
      const [one, other] = [
        known.subarray(known.length - (given - first)),
        overlap.subarray(first - meeting, given - meeting),
      ]
      if (given > meeting && !other.equals(one)) return refuse
      if (given === bytes && !isNear && notes.digestSoFar() !== digest) return refuse
      return Effect.as(signOfLife, chunk.subarray(known.length))
    },
  )
  return { content: Stream.filter(content, ({ length }) => length > 0), begun: { notes, bytes } }
})

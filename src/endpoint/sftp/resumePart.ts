/** Begins a part on a server, or takes up the one that an attempt of this process left when its connection broke. */
import { Effect, Stream } from "effect"
import { createHash } from "node:crypto"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError, noBeginning } from "../EndpointError.ts"
import { digestOfFile } from "./digestOfFile.ts"
import { changed, lookAt } from "./lookAt.ts"
import { remove } from "./renaming.ts"
import { type Content, CREAT, EXCL, open, WRITE } from "./sending.ts"
import { type Session } from "./Session.ts"

/** A part that has its first `from` bytes already, and what is to follow them. */
interface Begun {
  readonly handle: Buffer
  readonly from: number
  readonly rest: Content
}

interface Held {
  readonly size: number
  readonly digest: Buffer
}

export const beginPart = Effect.fnUntraced(function*(
  session: Session,
  part: string,
  writing: Writing,
  content: Content,
  isShownAtClose: boolean,
): Effect.fn.Return<Begun, EndpointError> {
  const { path, wanted, isResumed, held } = writing
  if (held !== undefined) {
    const taken = yield* lookAt(session, part, path)
    if (taken?._tag !== "File" || taken.size !== held) return yield* notBegun(session, path)
    return { handle: yield* open(session, part, WRITE, path), from: held, rest: content }
  }
  const left = isResumed ? yield* lookAt(session, part, path) : undefined
  if (left !== undefined && isShownAtClose) yield* remove(session, part, path) // there a file is written as a whole
  if (left === undefined || isShownAtClose) {
    return { handle: yield* open(session, part, WRITE | CREAT | EXCL, path), from: 0, rest: content }
  }
  if (left._tag !== "File") return yield* notBegun(session, path)
  if (left.size > wanted.size) return yield* dropPart(session, part, path)
  const drop = dropPart(session, part, path)
  const digest = yield* Effect.catchIf(
    digestOfFile(session, part, path, left),
    ({ reason }) => reason._tag === "Changed", // the connection that broke may not be over for the server
    () => drop,
  )
  const handle = yield* open(session, part, WRITE, path)
  const rest = checkedRest(session, path, content, { size: left.size, digest }, drop)
  return { handle, from: left.size, rest }
})

/** What follows the first `size` bytes of a content, if those have this digest. */
const checkedRest = (
  session: Session,
  path: string,
  content: Content,
  { size, digest }: Held,
  drop: Effect.Effect<never, EndpointError>,
): Content =>
  Stream.suspend(() => {
    const hash = createHash("sha256")
    let missing = size
    const rest = Stream.mapEffect(content, (bytes): Effect.Effect<Uint8Array, EndpointError> => {
      if (missing === 0) return Effect.succeed(bytes)
      const known = bytes.subarray(0, missing)
      hash.update(known)
      missing -= known.length
      return missing > 0 || hash.digest().equals(digest) ? Effect.succeed(bytes.subarray(known.length)) : drop
    })
    const end = Effect.suspend(() => missing === 0 ? Effect.void : changed(session, "write", path, undefined))
    return Stream.concat(rest, Stream.fromEffectDrain(end))
  })

/** The content is used up, so that only another attempt can send it from its first byte. */
const dropPart = (session: Session, part: string, path: string) =>
  Effect.andThen(remove(session, part, path), notBegun(session, path))

const notBegun = (session: Session, path: string) => Effect.fail(session.error("write", path, noBeginning))

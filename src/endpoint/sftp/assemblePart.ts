/**
 * Fills a part on a server from what is sent and from stretches of another file there, which the server copies itself by
 * `copy-data`. Nothing that it says of that is believed: the part is looked at and read in places before it may be published.
 */
import { Effect, Random, type Scope, Semaphore, Stream } from "effect"
import { sameStamp } from "../../domain/Entry.ts"
import { type Basis, type Piece, type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { lookAt, presence } from "./lookAt.ts"
import { PacketWindow } from "./PacketWindow.ts"
import { asEntry } from "./Parents.ts"
import { Samples } from "./Samples.ts"
import { CREAT, EXCL, open, READ, WRITE } from "./sending.ts"
import { type Session } from "./Session.ts"
import { Stripes } from "./Stripes.ts"

export type Pieces = Stream.Stream<Piece, EndpointError>

/** How much one request copies: the server answers nothing else on this lane meanwhile, and a slow disk has to be in time. */
const mostInOne = 16 * 1024 * 1024
const copiesAtOnce = 4

interface Places {
  readonly part: string
  readonly basis: string // where it lies; its parents were checked
}

/** Gives the handle of a part that holds all pieces. */
export const assemblePart = Effect.fnUntraced(function*(
  session: Session,
  places: Places,
  writing: Writing,
  basis: Basis,
  pieces: Pieces,
): Effect.fn.Return<Buffer, EndpointError, Scope.Scope> {
  if (!session.has("copy-data 1")) return yield* notCopied(session, writing)
  const { path, wanted } = writing
  const source = yield* Effect.acquireRelease(
    openBasis(session, places.basis, basis.path),
    (handle) => Effect.sync(() => session.send("close", path, (sftp, reply) => sftp.close(handle, reply), () => {})),
  )
  yield* stillThe(session, places.basis, source, writing, basis)
  const handle = yield* open(session, places.part, READ | WRITE | CREAT | EXCL, path)
  const again = (lane: Session) => open(lane, places.part, WRITE, path)
  const stripes = new Stripes({ session, handle }, path, wanted.size, again)
  const filling = Effect.gen(function*() {
    const samples = new Samples(yield* Random.nextInt)
    const copies = new Copies(session, source, handle, path)
    const packets = new PacketWindow(stripes, path, 0)
    yield* Stream.runForEach(pieces, (piece) => {
      if (piece._tag === "Bytes") {
        samples.noteSent()
        return packets.write(piece.bytes)
      }
      const at = packets.sent
      samples.noteCopied(at, piece.bytes)
      packets.sent += piece.bytes.length
      return copies.add(piece.from, at, piece.bytes.length)
    })
    if (packets.sent !== wanted.size) return yield* session.error("write", path, { _tag: "Changed", found: undefined })
    yield* copies.settled
    yield* packets.settled
    yield* stillThe(session, places.basis, source, writing, basis)
    const found = yield* session.ask("write", path, (sftp, reply) => sftp.fstat(handle, reply), asEntry)
    const isWhole = found._tag === "File" && found.size === wanted.size
    if (!isWhole || !(yield* samples.areIn(session, handle, path))) return yield* notCopied(session, writing)
    return handle
  })
  const close = session.tell("write", path, (sftp, reply) => sftp.close(handle, reply))
  return yield* Effect.onError(Effect.ensuring(filling, stripes.narrow), () => Effect.ignore(close))
}, Effect.scoped)

/** Whatever makes it unreadable, the content can still be sent. */
const openBasis = (session: Session, file: string, path: string) =>
  open(session, file, READ, path, "copy").pipe(refusable(session, path))

/** Both what the name and what the handle show: a file that took its place was not what the plan saw. */
const stillThe = Effect.fnUntraced(
  function*(session: Session, absolute: string, source: Buffer, { path }: Writing, basis: Basis) {
    const { held, shown } = yield* session.together("copy", path, {
      held: (sftp, reply) => sftp.fstat(source, reply),
      shown: (sftp, reply) => sftp.lstat(absolute, reply),
    })
    if (held.error !== undefined) return yield* held.error
    const entry = asEntry(held.value)
    const found = yield* presence(session, path, shown)
    const isSame = [entry, found].every((each) => each?._tag === "File" && sameStamp(basis.file, each))
    if (isSame) return
    if (basis.path !== path) return yield* notCopied(session, { path })
    return yield* session.error("write", path, { _tag: "Changed", found: yield* lookAt(session, absolute, path) })
  },
)

/** Copies what follows each other with one request, and many at a time. */
class Copies {
  readonly #session: Session
  readonly #source: Buffer
  readonly #target: Buffer
  readonly #path: string
  readonly #gate = Semaphore.makeUnsafe(copiesAtOnce)
  #failure: EndpointError | undefined
  #waiting: { readonly from: number; readonly at: number; length: number } | undefined

  constructor(session: Session, source: Buffer, target: Buffer, path: string) {
    this.#session = session
    this.#source = source
    this.#target = target
    this.#path = path
  }

  add(from: number, at: number, length: number): Effect.Effect<void, EndpointError> {
    const last = this.#waiting
    const isNext = last !== undefined && last.from + last.length === from && last.at + last.length === at
    if (isNext && last.length + length <= mostInOne) {
      last.length += length
      return Effect.void
    }
    return Effect.andThen(this.#flush(), Effect.sync(() => void (this.#waiting = { from, at, length })))
  }

  readonly settled: Effect.Effect<void, EndpointError> = Effect.suspend(() =>
    Effect.andThen(this.#flush(), this.#gate.withPermits(copiesAtOnce)(this.#outcome))
  )

  #flush(): Effect.Effect<void, EndpointError> {
    const copy = this.#waiting
    this.#waiting = undefined
    if (copy === undefined) return Effect.void
    const { at, from, length } = copy
    const asking = this.#session.tell(
      "copy",
      this.#path,
      (sftp, reply) => sftp.ext_copy_data(this.#source, from, length, this.#target, at, reply),
    ).pipe(
      Effect.catch((error) => Effect.sync(() => void (this.#failure ??= error))),
      Effect.ensuring(this.#gate.release(1)),
    )
    return this.#gate.take(1).pipe(
      Effect.andThen(Effect.forkChild(asking, { startImmediately: true })),
      Effect.andThen(this.#outcome),
    )
  }

  /** A broken connection is what it is; any other answer but OK means that nothing is copied here. */
  readonly #outcome = Effect.suspend(() =>
    this.#failure === undefined ? Effect.void : Effect.fail(this.#failure).pipe(refusable(this.#session, this.#path))
  )
}

const refusable = (session: Session, path: string) => <A>(work: Effect.Effect<A, EndpointError>) =>
  Effect.catchIf(work, (error) => !error.isConnection, () => notCopied(session, { path }))

const notCopied = (session: Session, { path }: { readonly path: string }) =>
  Effect.fail(session.error("write", path, { _tag: "Unsupported", what: "copying within files" }))

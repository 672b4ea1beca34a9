/**
 * Brings a content to its place: whole, or, where the target holds much of it already and copies files itself, from pieces
 * of which only what is new is sent (docs/decisions/0029).
 */
import { Effect, Stream } from "effect"
import { type Transfer } from "../../domain/Action.ts"
import { type File } from "../../domain/Entry.ts"
import { childOf, parentOf } from "../../domain/RelPath.ts"
import { otherSide } from "../../domain/Side.ts"
import { type Basis, type Piece, type Writing } from "../../endpoint/Endpoint.ts"
import { EndpointError } from "../../endpoint/EndpointError.ts"
import { ContentNotes, DigestingReader } from "../contentDigest.ts"
import { startOver } from "../counting.ts"
import { type LargeFile, type Start } from "../LargeFile.ts"
import { type Sides } from "../Sides.ts"
import { BlockFinder } from "./BlockFinder.ts"
import { BlockList } from "./BlockList.ts"
import { BlockRecorder } from "./BlockRecorder.ts"
import { type Delta } from "./Delta.ts"

/** What the attempts at one action have met so far. */
export interface Tried {
  hasCopied: boolean
  isRefused: boolean // copying on the target came to nothing
}

interface By {
  readonly sides: Sides
  readonly delta: Delta
  readonly passed: (bytes: number) => Effect.Effect<void>
}

/** One attempt at it. */
interface Delivery {
  readonly action: Transfer
  readonly writing: Writing
  readonly large: LargeFile | undefined
  readonly tried: Tried
  readonly by: By
}

export interface Delivered {
  readonly written: File
  readonly digest: string
  readonly copied: number // bytes that were not sent
  readonly blocks: Uint8Array | undefined // of the content, where they are worth keeping
}

/**
 * What an earlier attempt has sent from the first byte on is gone on with before anything is assembled. What was assembled
 * has holes: it is told of in no journal, and no attempt takes it up.
 */
export const deliver = Effect.fnUntraced(function*(now: Delivery) {
  const { action, large, tried, writing, by: { delta, sides } } = now
  const isBegun = large?.isTold === true || (writing.isResumed && !tried.hasCopied)
  const basis = tried.isRefused || isBegun ? undefined : yield* basisOf(action, delta)
  if (basis === undefined) return yield* sendWhole(now)
  const drop = sides[action.side].recover(childOf(parentOf(action.path), writing.temporary), action.path)
  if (writing.isResumed) yield* drop
  const afresh = { ...now, writing: { ...writing, isResumed: false } }
  return yield* Effect.catchIf(assemble(afresh, basis), ({ reason }) => reason._tag === "Unsupported", () => {
    tried.isRefused = true
    return now.by.passed(startOver).pipe(Effect.andThen(drop), Effect.andThen(sendWhole(afresh)))
  })
})

/** A file on the target that has much of the content, as far as anybody knows, and what that is made of. */
interface KnownBasis extends Basis {
  readonly blocks: BlockList | undefined // undefined: the whole content is the same, or nothing is
}

const basisOf = Effect.fnUntraced(
  function*({ expected, like, path, side, wanted }: Transfer, { blocksOf, copies, leastBytes }: Delta) {
    if (!copies[side]) return undefined
    const known: Basis | undefined = expected?._tag === "File" ? { path, file: expected } : like
    const digest = known?.file.digest
    if (known === undefined || digest === undefined) return undefined
    const packed = Math.min(known.file.size, wanted.size) < leastBytes ? undefined : yield* blocksOf(digest)
    const blocks = packed === undefined ? undefined : BlockList.of(packed)
    const basis: KnownBasis = { ...known, blocks }
    return blocks?.size === known.file.size || (blocks === undefined && like !== undefined) ? basis : undefined
  },
)

const sendWhole = Effect.fnUntraced(function*({ action, large, writing, by }: Delivery) {
  const { from, side, wanted } = action
  const makeNotes = () => notesOf(action, by.delta)
  const start: Start = large === undefined
    ? { content: by.sides[otherSide(side)].read(from, wanted), isResumed: writing.isResumed, keeps: false }
    : yield* large.start(by.sides, writing.isResumed, makeNotes)
  const reader = new DigestingReader(start.content, by.passed, start.begun ?? { notes: makeNotes(), bytes: 0 })
  const written = yield* by.sides[side].write({
    ...writing,
    isResumed: start.isResumed,
    held: start.begun?.bytes,
    checkpoints: start.keeps ? large?.checkpoints(reader) : undefined,
  }, reader.content)
  const { notes } = reader
  const delivered: Delivered = { written, digest: notes.digest(), copied: 0, blocks: notes.blocks() }
  return delivered
})

const assemble = Effect.fnUntraced(
  function*({ action, large, tried, writing, by }: Delivery, { blocks, ...basis }: KnownBasis) {
    const target = by.sides[action.side]
    const whole = by.sides[otherSide(action.side)].read(action.from, action.wanted)
    const content = large === undefined ? whole : large.heeding(whole, target)
    const reader = new DigestingReader(content, by.passed, { notes: notesOf(action, by.delta), bytes: 0 })
    let digest: string | undefined
    let copied = 0
    const pieces = blocks === undefined ? asOne(reader.content) : piecesOf(reader.content, new BlockFinder(blocks))
    const counted = Stream.map(pieces, (piece) => {
      if (piece._tag === "Range") {
        copied += piece.bytes.length
        tried.hasCopied = true
      }
      return piece
    })
    /** Only the end tells whether a file that was taken for the same is the same. */
    const end = Effect.suspend(() => {
      digest = reader.notes.digest()
      return blocks !== undefined || digest === basis.file.digest ? Effect.void : Effect.fail(otherContent(action, by))
    })
    const written = yield* target.assemble(writing, basis, Stream.concat(counted, Stream.fromEffectDrain(end)))
    const { notes } = reader
    const delivered: Delivered = { written, digest: digest ?? notes.digest(), copied, blocks: notes.blocks() }
    return delivered
  },
)

const piecesOf = (content: DigestingReader["content"], finder: BlockFinder): Stream.Stream<Piece, EndpointError> =>
  Stream.concat(
    Stream.flatMap(content, (bytes) => Stream.fromIterable(finder.take(bytes))),
    Stream.suspend(() => Stream.fromIterable(finder.end())),
  )

const asOne = (content: DigestingReader["content"]): Stream.Stream<Piece, EndpointError> =>
  Stream.suspend(() => {
    let from = 0
    return Stream.map(content, (bytes): Piece => {
      from += bytes.length
      return { _tag: "Range", from: from - bytes.length, bytes }
    })
  })

const otherContent = ({ path, side }: Transfer, { sides }: By) =>
  new EndpointError({
    endpoint: sides[side].name,
    operation: "write",
    path,
    reason: { _tag: "Unsupported", what: "taking a file for the same as another one" },
  })

/** With the blocks of a large content, if any side is ever to copy them. */
const notesOf = ({ wanted }: Transfer, { copies, leastBytes }: Delta): ContentNotes =>
  new ContentNotes(
    wanted.size >= leastBytes && (copies.left || copies.right) ? new BlockRecorder(wanted.size) : undefined,
  )

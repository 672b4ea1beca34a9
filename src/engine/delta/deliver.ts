/**
 * Brings a content to its place: whole, or, where the target holds much of it already and copies files itself, from pieces
 * of which only what is new is sent (docs/decisions/0028).
 */
import { Effect, Stream } from "effect"
import { type Transfer } from "../../domain/Action.ts"
import { type File } from "../../domain/Entry.ts"
import { childOf, parentOf } from "../../domain/RelPath.ts"
import { otherSide } from "../../domain/Side.ts"
import { type Basis, type Piece, type Writing } from "../../endpoint/Endpoint.ts"
import { EndpointError } from "../../endpoint/EndpointError.ts"
import { DigestingReader } from "../contentDigest.ts"
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

export interface Delivered {
  readonly written: File
  readonly digest: string
  readonly copied: number // bytes that were not sent
  readonly blocks: Uint8Array | undefined // of the content, where they are worth keeping
}

/** Told to `passed` where the content is read from its first byte again. */
export const startOver = -1

export const deliver = Effect.fnUntraced(function*(action: Transfer, writing: Writing, by: By, tried: Tried) {
  const basis = tried.isRefused ? undefined : yield* basisOf(action, by.delta)
  if (basis === undefined || (writing.isResumed && !tried.hasCopied)) return yield* sendWhole(action, writing, by)
  const target = by.sides[action.side]
  const drop = target.recover(childOf(parentOf(action.path), writing.temporary), action.path)
  if (writing.isResumed) yield* drop // it has holes
  return yield* Effect.catchIf(
    assemble(action, { ...writing, isResumed: false }, basis, by, tried),
    ({ reason }) => reason._tag === "Unsupported",
    () => {
      tried.isRefused = true
      return by.passed(startOver).pipe(
        Effect.andThen(drop),
        Effect.andThen(sendWhole(action, { ...writing, isResumed: false }, by)),
      )
    },
  )
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

const sendWhole = Effect.fnUntraced(function*(action: Transfer, writing: Writing, by: By) {
  const reader = readerOf(action, by)
  const written = yield* by.sides[action.side].write(writing, reader.content)
  const delivered: Delivered = { written, digest: reader.digest(), copied: 0, blocks: reader.blocks() }
  return delivered
})

const assemble = Effect.fnUntraced(
  function*(action: Transfer, writing: Writing, { blocks, ...basis }: KnownBasis, by: By, tried: Tried) {
    const reader = readerOf(action, by)
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
      digest = reader.digest()
      return blocks !== undefined || digest === basis.file.digest ? Effect.void : Effect.fail(otherContent(action, by))
    })
    const target = by.sides[action.side]
    const written = yield* target.assemble(writing, basis, Stream.concat(counted, Stream.fromEffectDrain(end)))
    const delivered: Delivered = { written, digest: digest ?? reader.digest(), copied, blocks: reader.blocks() }
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

/** Notes the blocks of a large content as it passes by, if any side is ever to copy them. */
const readerOf = ({ from, side, wanted }: Transfer, { delta, passed, sides }: By) => {
  const isKept = wanted.size >= delta.leastBytes && (delta.copies.left || delta.copies.right)
  const recorder = isKept ? new BlockRecorder(wanted.size) : undefined
  const content = sides[otherSide(side)].read(from, wanted)
  const noted = recorder === undefined ? content : Stream.map(content, (bytes) => {
    recorder.take(bytes)
    return bytes
  })
  const reader = new DigestingReader(noted, passed)
  return { content: reader.content, digest: () => reader.digest(), blocks: () => recorder?.packed() }
}

/** Writes one remote file by the protocol of docs/safety.md, in as few round trips as it allows. */
import { Effect } from "effect"
import { type File, unchanged } from "../../domain/Entry.ts"
import { childOf, parentOf } from "../../domain/RelPath.ts"
import { type Basis, type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { assemblePart, type Pieces } from "./assemblePart.ts"
import { secondsOf } from "./attributes.ts"
import { changed, lookAt, looking, nothing, presence } from "./lookAt.ts"
import { asEntry } from "./Parents.ts"
import { publish } from "./publish.ts"
import { remove } from "./renaming.ts"
import { beginPart } from "./resumePart.ts"
import { type Content, fsync, observe, send, setAttributes, shortened } from "./sending.ts"
import { type Session } from "./Session.ts"
import { canSetAside, isTaken, setsAside, wayAside } from "./setAside.ts"
import { type Grounds, type Strategy } from "./Strategy.ts"
import { writeAtClose } from "./writeAtClose.ts"

export const writeFile = (
  session: Session,
  grounds: Grounds,
  strategy: Strategy,
  writing: Writing,
  content: Content,
): Effect.Effect<File, EndpointError> =>
  strategy.publishing === "at-close" && !setsAside(writing)
    ? writeAtClose(session, grounds.ground, strategy, writing, content)
    : writeBeside(session, grounds, strategy, writing, sendPart(session, strategy, writing, content))

/** Never with `at-close`: there nothing can be read of a file that is not closed yet. */
export const assembleFile = (
  session: Session,
  grounds: Grounds,
  strategy: Strategy,
  writing: Writing,
  basis: Basis,
  pieces: Pieces,
): Effect.Effect<File, EndpointError> => {
  const from = grounds.ground.absolute(basis.path)
  return writeBeside(session, grounds, strategy, writing, (part) =>
    Effect.map(
      assemblePart(session, { part, basis: from }, writing, basis, pieces),
      (handle): Filled => ({ handle, settled: Effect.void }),
    ))
}

/** A part on its way: `settled` waits until all of it has arrived. */
interface Filled {
  readonly handle: Buffer
  readonly settled: Effect.Effect<void, EndpointError>
}

type Fill = (part: string) => Effect.Effect<Filled, EndpointError>

const sendPart = (session: Session, { publishing }: Strategy, writing: Writing, content: Content): Fill =>
  Effect.fnUntraced(function*(part) {
    const isShownAtClose = publishing === "at-close"
    const { handle, rest, from } = yield* beginPart(session, part, writing, content, isShownAtClose)
    const shared = isShownAtClose ? undefined : part
    const close = session.tell("write", writing.path, (sftp, reply) => sftp.close(handle, reply))
    const packets = yield* send(session, shared, handle, writing, rest, from).pipe(
      Effect.onError(() => Effect.ignore(close)),
    )
    return { handle, settled: packets.settled }
  })

const writeBeside = Effect.fnUntraced(function*(
  session: Session,
  { ground, backup }: Grounds,
  strategy: Strategy,
  writing: Writing,
  fill: Fill,
) {
  const { path, expected, temporary } = writing
  if (setsAside(writing)) yield* canSetAside(session, strategy, path)
  const isShownAtClose = strategy.publishing === "at-close"
  const part = ground.absolute(childOf(parentOf(path), temporary))
  const way = yield* wayAside(session, ground, backup, writing)
  const isGuarded = expected === undefined && !strategy.renameReplaces // the rename itself refuses to replace anything
  const finish = Effect.gen(function*() {
    const { handle, settled } = yield* fill(part)
    const answers = yield* session.together("write", path, {
      set: strategy.setsAttributes ? setAttributes(handle, writing) : nothing,
      synced: session.has(fsync) ? (sftp, reply) => sftp.ext_openssh_fsync(handle, reply) : nothing,
      part: isShownAtClose ? nothing : (sftp, reply) => sftp.fstat(handle, reply),
      target: isGuarded ? nothing : looking(way.target),
      aside: setsAside(writing) ? looking(way.aside) : nothing,
      closed: (sftp, reply) => sftp.close(handle, reply),
    })
    yield* settled
    for (const { error } of [answers.set, answers.synced, answers.part, answers.closed]) if (error) return yield* error
    const sent = isShownAtClose ? yield* lookAt(session, part, path) : asEntry(answers.part.value)
    if (sent === undefined && !isShownAtClose) return yield* session.broken("write", path)
    if (sent?._tag !== "File" || sent.size !== writing.wanted.size) return yield* shortened(session, path)
    const found = isGuarded ? undefined : yield* presence(session, path, answers.target)
    if (!unchanged(expected, found)) return yield* changed(session, "write", path, found)
    if (setsAside(writing) && (yield* presence(session, path, answers.aside)) !== undefined) {
      return yield* isTaken(session, way, path)
    }
    const isKnown = strategy.keepsTimes && isAsSet(sent, writing)
    const shown = yield* publish(session, strategy, { ...way, part }, writing, !isKnown)
    return isKnown ? sent : yield* observe(session, way.target, writing, shown)
  })
  const clear = Effect.suspend(() =>
    writing.checkpoints?.isAny() === true ? Effect.void : Effect.ignore(remove(session, part, path))
  )
  return yield* Effect.onError(finish, () => clear)
})

/** A server whose renames keep times shows the time that was set under the final name too. */
const isAsSet = (sent: File, { wanted }: Writing): boolean => {
  const seconds = secondsOf(wanted.modified)
  return seconds !== undefined && sent.modified === seconds * 1000
}

/** Writes one remote file by the protocol of docs/safety.md, in as few round trips as it allows. */
import { Effect } from "effect"
import { type File, unchanged } from "../../domain/Entry.ts"
import { childOf, parentOf } from "../../domain/RelPath.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { secondsOf } from "./attributes.ts"
import { changed, nothing, presence } from "./lookAt.ts"
import { asEntry } from "./Parents.ts"
import { publish } from "./publish.ts"
import { remove } from "./renaming.ts"
import { beginPart } from "./resumePart.ts"
import { type Content, observe, send, setAttributes, shortened } from "./sending.ts"
import { type Request, type Session } from "./Session.ts"
import { isTaken, setsAside, wayAside } from "./setAside.ts"
import { type Grounds, type Strategy } from "./Strategy.ts"
import { writeAtClose } from "./writeAtClose.ts"

export const writeFile = (
  session: Session,
  grounds: Grounds,
  strategy: Strategy,
  writing: Writing,
  content: Content,
): Effect.Effect<File, EndpointError> =>
  strategy.publishing === "at-close"
    ? writeAtClose(session, grounds, strategy, writing, content)
    : writeBeside(session, grounds, strategy, writing, content)

const writeBeside = Effect.fnUntraced(function*(
  session: Session,
  { ground, backup }: Grounds,
  strategy: Strategy,
  writing: Writing,
  content: Content,
) {
  const { path, expected, temporary } = writing
  const part = ground.absolute(childOf(parentOf(path), temporary))
  const way = yield* wayAside(session, ground, backup, writing)
  const isGuarded = expected === undefined && !strategy.renameReplaces // the rename itself refuses to replace anything
  const finish = Effect.gen(function*() {
    const { handle, rest, from } = yield* beginPart(session, part, writing, content)
    const close: Request = (sftp, reply) => sftp.close(handle, reply)
    const packets = yield* send(session, handle, writing, rest, from).pipe(
      Effect.onError(() => Effect.ignore(session.tell("write", path, close))),
    )
    const answers = yield* session.together("write", path, {
      set: strategy.setsAttributes ? setAttributes(handle, writing) : nothing,
      synced: session.has("fsync@openssh.com 1") ? (sftp, reply) => sftp.ext_openssh_fsync(handle, reply) : nothing,
      part: (sftp, reply) => sftp.fstat(handle, reply),
      target: isGuarded ? nothing : (sftp, reply) => sftp.lstat(way.target, reply),
      aside: setsAside(writing) ? (sftp, reply) => sftp.lstat(way.aside, reply) : nothing,
      closed: close,
    })
    yield* packets.settled
    for (const { error } of [answers.set, answers.synced, answers.part, answers.closed]) if (error) return yield* error
    const sent = asEntry(answers.part.value)
    if (sent === undefined) return yield* session.broken("write", path)
    if (sent._tag !== "File" || sent.size !== writing.wanted.size) return yield* shortened(session, path)
    const found = isGuarded ? undefined : yield* presence(session, path, answers.target)
    if (!unchanged(expected, found)) return yield* changed(session, "write", path, found)
    if (setsAside(writing) && (yield* presence(session, path, answers.aside)) !== undefined) {
      return yield* isTaken(session, way, path)
    }
    yield* publish(session, strategy, { ...way, part }, writing)
    const isShown = strategy.keepsTimes && isAsSet(sent, writing)
    if (strategy.publishing === "atomic" && isShown) return sent
    const shown = yield* observe(session, way.target, writing)
    return isShown ? { ...shown, modified: sent.modified } : shown
  })
  return yield* Effect.onError(finish, () => Effect.ignore(remove(session, part, path)))
})

/** A server that showed the time that was set shows it under the final name too, or somebody wrote to the file since. */
const isAsSet = (sent: File, { wanted }: Writing): boolean => {
  const seconds = secondsOf(wanted.modified)
  return seconds !== undefined && sent.modified === seconds * 1000
}

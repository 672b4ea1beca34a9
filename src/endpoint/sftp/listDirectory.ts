/** Lists one directory with two requests in flight, and never takes a part of it for the whole. */
import { Effect } from "effect"
import { Entries, type NamedEntry } from "../../domain/Entries.ts"
import { EntryColumns } from "../../domain/EntryColumns.ts"
import { isName } from "../../domain/RelPath.ts"
import { type Listing } from "../Endpoint.ts"
import { type EndpointError, explain } from "../EndpointError.ts"
import { addTo } from "./attributes.ts"
import { lstat } from "./Parents.ts"
import { type Done, type Session } from "./Session.ts"
import { readNames, type Visit } from "./ssh/readNames.ts"

/** A peer that lists without end is stopped here. */
const mostEntries = 5_000_000
const mostEmptyReplies = 3
const mostProblemsTold = 20
const readsInFlight = 2

export const listDirectory = (session: Session, absolute: string, shown: string | undefined) =>
  Effect.gen(function*() {
    const handle = yield* session.openHandle("list", shown, (sftp, reply) => sftp.opendir(absolute, reply))
    const listed = yield* readAll(session, handle, shown)
    if (listed.entries.length === 0 && listed.problems.length === 0) {
      return { ...listed, problems: yield* hidden(session, absolute, shown) }
    }
    return { ...listed, entries: yield* withTargets(session, absolute, listed.entries) }
  })

const readAll = (session: Session, handle: Buffer, shown: string | undefined): Effect.Effect<Listing, EndpointError> =>
  Effect.callback<Listing, EndpointError>((resume) => {
    const names: Array<string> = []
    const columns = new EntryColumns()
    const problems: Array<string> = []
    let listed = 0
    let told = 0 // how many they were after the last reply
    let unusable = 0
    let asked = 0
    let emptyReplies = 0
    let end = Number.POSITIVE_INFINITY // the first request that is known to bring nothing
    let isTold = false
    const open = new Set<number>()

    const visit: Visit = (name, mode, size, mtime) => {
      if (isTold || name === "." || name === "..") return
      listed += 1
      if (isName(name)) {
        names.push(name)
        addTo(columns, mode, size, mtime)
      } else if (++unusable <= mostProblemsTold) {
        problems.push(`it lists a name that cannot be used: ${JSON.stringify(name)}`)
      }
    }
    const more = () => {
      while (end === Number.POSITIVE_INFINITY && open.size < readsInFlight) {
        const number = asked++
        open.add(number)
        session.send("list", shown, (sftp, reply) => readNames(sftp, handle, visit, reply), take(number))
      }
      if (isTold || isAwaited()) return
      isTold = true
      session.send("close", shown, (sftp, reply) => sftp.close(handle, reply), () => {})
      if (unusable > mostProblemsTold) problems.push(`it lists ${unusable - mostProblemsTold} more such names`)
      resume(Effect.succeed({ entries: new Entries(names, columns), problems }))
    }
    /** What was asked for after the request that was answered with the end is not waited for. */
    const isAwaited = () => Array.from(open).some((number) => number < end)
    const take = (number: number): Done => (error, _value, atEnd) => {
      open.delete(number)
      if (isTold) return
      if (error?.isConnection) {
        isTold = true
        end = 0
        return resume(Effect.fail(error))
      }
      if (error !== undefined) {
        end = Math.min(end, number)
        if (!atEnd) problems.push(`the listing broke off (${explain(error.reason)})`)
      } else {
        emptyReplies = listed === told ? emptyReplies + 1 : 0
        told = listed
        if (end > number && (emptyReplies >= mostEmptyReplies || listed > mostEntries)) {
          end = number
          problems.push("the server lists without end")
        }
      }
      more()
    }
    more()
  })

/**
 * OpenSSH lists a directory that may be read but not searched as empty, without an error. Asking for the
 * directory through itself tells.
 */
const hidden = (session: Session, absolute: string, shown: string | undefined) =>
  session.tell("list", shown, (sftp, reply) => sftp.lstat(`${absolute}/.`, reply)).pipe(
    Effect.as<ReadonlyArray<string>>([]),
    Effect.catchIf(
      (error) => !error.isConnection,
      ({ reason }) =>
        reason._tag === "PermissionDenied"
          ? Effect.succeed(["it may be listed but not searched"])
          : replaced(session, absolute, shown),
    ),
  )

/** Nothing is listed, either, where a folder has become a link that leads nowhere since it was opened. */
const replaced = (session: Session, absolute: string, shown: string | undefined) =>
  lstat(session, absolute, shown).pipe(
    Effect.map(({ _tag }) => _tag === "Directory" ? [] : ["it was replaced while it was listed"]),
    Effect.catchIf((error) => !error.isConnection, () => Effect.succeed(["it went while it was listed"])),
  )

const withTargets = (session: Session, absolute: string, entries: Entries) =>
  entries.names.every((_name, index) => entries.columns.kindAt(index) !== "Symlink")
    ? Effect.succeed(entries)
    : Effect.map(
      Effect.forEach(
        entries,
        ([name, entry]): Effect.Effect<NamedEntry, EndpointError> =>
          entry._tag === "Symlink"
            ? Effect.map(readLink(session, `${absolute}/${name}`), (target) => [name, { ...entry, target }])
            : Effect.succeed([name, entry]),
        { concurrency: 64 },
      ),
      (named) => Entries.of(named),
    )

/** Where a link leads is only shown to people, so a server that does not tell is no problem. */
export const readLink = (session: Session, absolute: string): Effect.Effect<string, EndpointError> =>
  session.ask("read link", absolute, (sftp, reply) => sftp.readlink(absolute, reply), asText).pipe(
    Effect.catchIf((error) => !error.isConnection, () => Effect.succeed("")),
  )

const asText = (value: unknown): string | undefined => typeof value === "string" ? value : undefined

/** The ways in which an SFTP server can be wrong, each as a twist. Paths are as the server sees them. */
import { type Twist } from "./hostileSftp.ts"
import { type RequestType } from "./SftpConversation.ts"
import {
  attributesReply,
  endlessPacket,
  handleReply,
  type ListedName,
  namesReply,
  statusReply,
  truncatedNamesReply,
} from "./SftpReplies.ts"
import { type Attributes, failure, ok } from "./SftpTree.ts"

const someFile: Attributes = { mode: 0o100644, size: 5, seconds: 1_600_000_000 }

const named = (names: ReadonlyArray<string | Buffer>, attributes: Attributes = someFile): ReadonlyArray<ListedName> =>
  names.map((name) => ({ name, attributes }))

/** A folder lists these names first, as files unless told otherwise, and then what is in it. */
export const listsToo = (folder: string, names: ReadonlyArray<string | Buffer>, attributes?: Attributes): Twist =>
  whileListing(folder, (id, nth) => nth === 1 ? namesReply(id, named(names, attributes)) : undefined)

/** Listings say "here are more names", and then name none. */
export const listsNothingForEver = (folder: string): Twist => whileListing(folder, (id) => namesReply(id, []))

/** Listings have a name more for whoever asks, and no end. */
export const listsNewNamesForEver = (folder: string): Twist =>
  whileListing(
    folder,
    (id, nth) => namesReply(id, named(Array.from({ length: 2000 }, (_, index) => `made-up-${nth}-${index}`))),
  )

/** Listings have as many of the same names as a packet takes, and no end. */
export const listsForEver = (folder: string, name: string): Twist => {
  const bytes = namesReply(0, named(Array.from({ length: 9000 }, () => name), {})) // all but the number of the request
  return whileListing(folder, (id) => {
    bytes.writeUInt32BE(id, 5)
    return Buffer.from(bytes)
  })
}

/** A rename is a copy and a delete, as in object stores: what has the new name is new. */
export const renamesByCopying: Twist = ({ id, path, to = "", type }, tree) => {
  if (type !== "RENAME") return undefined
  const status = tree.rename(path, to)
  const node = tree.at(to)
  if (status === ok && node?.kind === "file") node.seconds += 1000
  return statusReply(id, status)
}

/** A folder in every folder, however deep. */
export const listsDeeperForEver = (folder: string): Twist => ({ id, path, type }, tree) => {
  if (type === "OPENDIR" && path.startsWith(`${folder}/`)) tree.put(`${path}/deeper/`)
  return type === "LSTAT" && path.startsWith(`${folder}/deeper`) ? attributesReply(id, { mode: 0o040755 }) : undefined
}

export const failsAtReaddir = (folder: string, failing: number): Twist =>
  whileListing(folder, (id, nth) => nth === failing ? statusReply(id, failure, "I/O error") : undefined)

/** Counts the reads of a listing from its opening on. */
const whileListing = (folder: string, answer: (id: number, nth: number) => Buffer | undefined): Twist => {
  let nth = 0
  return ({ id, path, type }) => {
    if (path !== folder) return undefined
    if (type === "OPENDIR") nth = 0
    return type === "READDIR" ? answer(id, ++nth) : undefined
  }
}

/** Whoever looks at a file is told these attributes and no others, in listings too. */
export const claims = (file: string, attributes: Attributes): Twist => {
  const folder = file.slice(0, file.lastIndexOf("/"))
  const listing = listsToo(folder, [file.slice(folder.length + 1)], attributes)
  return (asked, tree) => {
    tree.unlisted.add(file)
    const looks = asked.type === "LSTAT" || asked.type === "STAT" || asked.type === "FSTAT"
    return looks && asked.path === file ? attributesReply(asked.id, attributes) : listing(asked, tree)
  }
}

/** A bare OK where something else was asked for. */
export const answersOk = (type: RequestType, file?: string): Twist => answers(type, file, (id) => statusReply(id, ok))

export const answersHandle = (type: RequestType, file?: string): Twist =>
  answers(type, file, (id) => handleReply(id, Buffer.from("a handle")))

export const answersNames = (type: RequestType, file?: string): Twist =>
  answers(type, file, (id) => namesReply(id, named(["a name"])))

export const answersEndlessPacket = (type: RequestType, file?: string): Twist =>
  answers(type, file, () => endlessPacket)

export const answersTruncatedNames = (type: RequestType, file?: string): Twist =>
  answers(type, file, truncatedNamesReply)

export const refuses = (type: RequestType, file?: string, code = failure): Twist =>
  answers(type, file, (id) => statusReply(id, code, "refused"))

const answers = (type: RequestType, file: string | undefined, reply: (id: number) => Buffer): Twist => (asked) =>
  asked.type === type && (file === undefined || asked.path === file) ? reply(asked.id) : undefined

/** A folder goes with all that is in it. */
export const removesWholeTrees: Twist = ({ id, path, type }, tree) =>
  type === "RMDIR" ? statusReply(id, tree.removeAll(path)) : undefined

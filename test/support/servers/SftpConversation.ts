/** One session of a server that keeps its files in a tree: every request to its right answer, unless someone knows better. */
import { attributesReply, dataReply, handleReply, type ListedName, namesReply, statusReply } from "./SftpReplies.ts"
import { attributesOf, endOfFile, failure, noSuchFile, ok, type SftpTree, type TreeNode } from "./SftpTree.ts"

export type RequestType =
  | "OPEN"
  | "CLOSE"
  | "READ"
  | "WRITE"
  | "LSTAT"
  | "FSTAT"
  | "STAT"
  | "SETSTAT"
  | "FSETSTAT"
  | "OPENDIR"
  | "READDIR"
  | "REMOVE"
  | "MKDIR"
  | "RMDIR"
  | "REALPATH"
  | "RENAME"
  | "READLINK"

export interface Asked {
  readonly id: number
  readonly type: RequestType
  readonly path: string // absolute; of a request with a handle, what that was opened for
  readonly to?: string
  readonly offset?: number
  readonly length?: number
  readonly nth: number // among all requests of this type
}

/** The channel of a session. */
export interface Wire {
  readonly requests: NodeJS.EventEmitter
  readonly send: (bytes: Buffer) => void
  readonly hangUp: () => void
}

export type Answering = (request: Omit<Asked, "nth">, behave: () => Buffer) => Buffer | "silence" | "hang up"

interface Opened {
  readonly path: string
  readonly names: Array<ListedName> // not listed yet
}

const CREAT = 0x08
const TRUNC = 0x10
const EXCL = 0x20
const namesAtOnce = 3 // few, so that small folders take several answers

export class SftpConversation {
  readonly #wire: Wire
  readonly #tree: SftpTree
  readonly #answering: Answering
  readonly #opened = new Map<string, Opened>()
  #handles = 0
  #isOver = false

  constructor(wire: Wire, tree: SftpTree, answering: Answering) {
    this.#wire = wire
    this.#tree = tree
    this.#answering = answering
    this.#answerPaths()
    this.#answerHandles()
    wire.requests.on("EXTENDED", (id: number) => wire.send(statusReply(id, 8)))
    wire.requests.on("SYMLINK", (id: number) => wire.send(statusReply(id, 8)))
  }

  #answer(request: Omit<Asked, "nth">, behave: () => Buffer): void {
    if (this.#isOver) return // what was sent before the client knew
    const answer = this.#answering(request, behave)
    if (answer === "hang up") {
      this.#isOver = true
      this.#wire.hangUp()
    } else if (answer !== "silence") this.#wire.send(answer)
  }

  #on(type: RequestType, behave: (id: number, path: string, more: unknown) => Buffer): void {
    this.#wire.requests.on(type, (id: number, written: string, more?: unknown) => {
      const path = this.#tree.resolve(written)
      const to = type === "RENAME" ? { to: this.#tree.resolve(String(more)) } : {}
      this.#answer({ id, type, path, ...to }, () => behave(id, path, more))
    })
  }

  #answerPaths(): void {
    const tree = this.#tree
    this.#on("LSTAT", (id, path) => shown(id, tree.at(path)))
    this.#on("STAT", (id, path) => shown(id, tree.through(path)))
    this.#on("REALPATH", (id, path) => namesReply(id, [{ name: path, attributes: {} }]))
    this.#on("READLINK", (id, path) => {
      const node = tree.at(path)
      return node?.kind === "link"
        ? namesReply(id, [{ name: node.target, attributes: {} }])
        : statusReply(id, noSuchFile)
    })
    this.#on("MKDIR", (id, path) => statusReply(id, tree.makeFolder(path)))
    this.#on("REMOVE", (id, path) => statusReply(id, tree.remove(path)))
    this.#on("RMDIR", (id, path) => statusReply(id, tree.removeFolder(path)))
    this.#on("RENAME", (id, path, to) => statusReply(id, tree.rename(path, tree.resolve(String(to)))))
    this.#on("SETSTAT", (id) => statusReply(id, ok))
    this.#on("OPEN", (id, path, flags) => this.#open(id, path, Number(flags)))
    this.#on("OPENDIR", (id, path) => {
      if (tree.through(path)?.kind !== "folder") return statusReply(id, noSuchFile)
      const names = tree.namesIn(path).filter((name) => !tree.unlisted.has(`${path}/${name}`))
        .map((name) => ({ name, attributes: attributesOf(tree.at(tree.resolve(name, path))!) }))
      return this.#handle(id, { path, names })
    })
  }

  #open(id: number, path: string, flags: number): Buffer {
    const node = this.#tree.through(path)
    if (node?.kind === "folder" || (node !== undefined && (flags & EXCL) !== 0)) return statusReply(id, failure)
    if (node === undefined && (flags & CREAT) === 0) return statusReply(id, noSuchFile)
    if (node === undefined) this.#tree.put(path, "", Math.floor(Date.now() / 1000))
    else if (node.kind === "file" && (flags & TRUNC) !== 0) node.bytes = Buffer.alloc(0)
    return this.#handle(id, { path, names: [] })
  }

  #handle(id: number, opened: Opened): Buffer {
    const handle = Buffer.from(`handle ${this.#handles++}`)
    this.#opened.set(handle.toString(), opened)
    return handleReply(id, handle)
  }

  #onHandle(type: RequestType, behave: (id: number, opened: Opened, more: ReadonlyArray<unknown>) => Buffer): void {
    this.#wire.requests.on(type, (id: number, handle: Buffer, ...more: ReadonlyArray<unknown>) => {
      const opened = this.#opened.get(handle.toString()) ?? { path: "", names: [] }
      const [offset, stretch] = more
      const span = type === "READ" || type === "WRITE"
        ? { offset: Number(offset), length: Buffer.isBuffer(stretch) ? stretch.length : Number(stretch) }
        : {}
      if (type === "CLOSE") this.#opened.delete(handle.toString())
      this.#answer({ id, type, path: opened.path, ...span }, () => behave(id, opened, more))
    })
  }

  #answerHandles(): void {
    const fileOf = ({ path }: Opened) => {
      const node = this.#tree.through(path)
      return node?.kind === "file" ? node : undefined
    }
    this.#onHandle("CLOSE", (id) => statusReply(id, ok))
    this.#onHandle("FSTAT", (id, { path }) => shown(id, this.#tree.through(path)))
    this.#onHandle("READDIR", (id, { names }) => {
      const next = names.splice(0, namesAtOnce)
      return next.length === 0 ? statusReply(id, endOfFile) : namesReply(id, next)
    })
    this.#onHandle("READ", (id, opened, [offset, length]) => {
      const bytes = fileOf(opened)?.bytes.subarray(Number(offset), Number(offset) + Number(length))
      return bytes === undefined || bytes.length === 0 ? statusReply(id, endOfFile) : dataReply(id, bytes)
    })
    this.#onHandle("WRITE", (id, opened, [offset, bytes]) => {
      const file = fileOf(opened)
      if (file === undefined || !Buffer.isBuffer(bytes)) return statusReply(id, failure)
      const whole = Buffer.alloc(Math.max(file.bytes.length, Number(offset) + bytes.length))
      file.bytes.copy(whole)
      bytes.copy(whole, Number(offset))
      file.bytes = whole
      return statusReply(id, ok)
    })
    this.#onHandle("FSETSTAT", (id, opened, [attributes]) => {
      const { mode, mtime } = attributes as { readonly mode?: number; readonly mtime?: number }
      const file = fileOf(opened)
      if (file !== undefined) Object.assign(file, { mode: mode ?? file.mode, seconds: mtime ?? file.seconds })
      return statusReply(id, ok)
    })
  }
}

const shown = (id: number, node: TreeNode | undefined): Buffer =>
  node === undefined ? statusReply(id, noSuchFile) : attributesReply(id, attributesOf(node))

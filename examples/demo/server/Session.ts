/** One client's SFTP session: what is open in it, and how it answers. */
import ssh2, { type SFTPWrapper } from "ssh2"
import { RequestError, statusOf } from "./RequestError.ts"
import { type ServedFolder } from "./ServedFolder.ts"

export type Open =
  | { readonly _tag: "File"; readonly descriptor: number }
  | { readonly _tag: "Directory"; readonly path: string; readonly names: Array<string> } // names not yet told

export class Session {
  readonly sftp: SFTPWrapper
  readonly folder: ServedFolder
  readonly #open = new Map<number, Open>()
  #last = 0

  constructor(sftp: SFTPWrapper, folder: ServedFolder) {
    this.sftp = sftp
    this.folder = folder
  }

  /** Whatever goes wrong in `work` is the answer. */
  answer(request: number, work: () => void): void {
    try {
      work()
    } catch (error) {
      const { code, text } = statusOf(error)
      this.sftp.status(request, code, text)
    }
  }

  done(request: number): void {
    this.sftp.status(request, ssh2.utils.sftp.STATUS_CODE.OK)
  }

  opened(request: number, open: Open): void {
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(++this.#last)
    this.#open.set(this.#last, open)
    this.sftp.handle(request, handle)
  }

  file(handle: Buffer): number {
    const open = this.#find(handle)
    if (open._tag === "File") return open.descriptor
    throw new RequestError("FAILURE", "not a file's handle")
  }

  directory(handle: Buffer): Extract<Open, { _tag: "Directory" }> {
    const open = this.#find(handle)
    if (open._tag === "Directory") return open
    throw new RequestError("FAILURE", "not a directory's handle")
  }

  close(handle: Buffer): Open {
    const open = this.#find(handle)
    this.#open.delete(handle.readUInt32BE())
    return open
  }

  /** What the client left open, at the end. */
  closeAll(): ReadonlyArray<Open> {
    const left = [...this.#open.values()]
    this.#open.clear()
    return left
  }

  #find(handle: Buffer): Open {
    const open = handle.length === 4 ? this.#open.get(handle.readUInt32BE()) : undefined
    if (open === undefined) throw new RequestError("FAILURE", "no such handle")
    return open
  }
}

/** The folder a server shows as "/", and the check that no request leaves it. */
import { realpathSync } from "node:fs"
import { basename, dirname, join, sep } from "node:path"
import { RequestError } from "./RequestError.ts"

export class ServedFolder {
  readonly #root: string

  /** `root` is absolute and has no symbolic link in it. */
  constructor(root: string) {
    this.#root = root
  }

  /** The name a client should use for a path: absolute, without "." and empty parts. */
  nameOf(path: string): string {
    const parts = path.split("/").filter((part) => part !== "" && part !== ".")
    if (parts.includes("..")) throw new RequestError("PERMISSION_DENIED", "\"..\" is not allowed")
    return `/${parts.join("/")}`
  }

  /** Where a path is on disk, if it is a link: the link. The directory it is in must exist. */
  entry(path: string): string {
    const name = this.nameOf(path)
    if (name === "/") return this.#root
    const onDisk = join(this.#root, name)
    return join(this.#inside(realpathSync(dirname(onDisk))), basename(onDisk))
  }

  /** Where a path is on disk, if it is a link: what it leads to. It must exist. */
  target(path: string): string {
    return this.#inside(realpathSync(this.entry(path)))
  }

  #inside(onDisk: string): string {
    if (onDisk === this.#root || onDisk.startsWith(this.#root + sep)) return onDisk
    throw new RequestError("PERMISSION_DENIED", "leads out of the folder served")
  }
}

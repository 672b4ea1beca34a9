/** What a failed call to node:fs says, in the words of `EndpointError`. */
import { getSystemErrorMap } from "node:util"
import { type EndpointReason } from "../EndpointError.ts"

/** Anything without a system error number is a mistake in this program, and is thrown again. */
export const reasonOf = (error: unknown): EndpointReason => {
  const code = codeOf(error)
  if (code === undefined) throw error
  return reasons[code] ?? { _tag: "Refused", message: `${explained(error)} (${code})` }
}

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && "errno" in error ? String(error.code) : undefined

const refused = (message: string): EndpointReason => ({ _tag: "Refused", message })

const reasons: Readonly<Record<string, EndpointReason>> = {
  ENOENT: { _tag: "NotFound" },
  EEXIST: { _tag: "AlreadyExists" },
  ENOTDIR: { _tag: "NotADirectory" },
  ELOOP: { _tag: "NotADirectory" }, // a link where a folder or a file was asked for
  ENOTEMPTY: { _tag: "NotEmpty" },
  EACCES: { _tag: "PermissionDenied" },
  EPERM: { _tag: "PermissionDenied" },
  ENOSPC: { _tag: "NoSpace" },
  EDQUOT: { _tag: "NoSpace" },
  ENOTSUP: { _tag: "Unsupported", what: "this operation" },
  EOPNOTSUPP: { _tag: "Unsupported", what: "this operation" },
  ENOSYS: { _tag: "Unsupported", what: "this operation" },
  EROFS: refused("the file system is read-only"),
  EISDIR: refused("it is a folder"),
  EFBIG: refused("it is too large for the file system"),
  ENAMETOOLONG: refused("its name is too long"),
  EMFILE: refused("too many files are open in this program"),
  ENFILE: refused("too many files are open on this machine"),
  EBUSY: refused("it is in use"),
  ETXTBSY: refused("it is a program that runs"),
  EIO: refused("the disk failed"),
}

const explained = (error: unknown): string => {
  const number = error instanceof Error && "errno" in error ? Number(error.errno) : 0
  return getSystemErrorMap().get(number)?.[1] ?? "the system refused"
}

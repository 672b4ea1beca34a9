/** Why a request is refused, and the status that says so to the client. */
import ssh2 from "ssh2"

const { STATUS_CODE } = ssh2.utils.sftp

export type StatusName = "OK" | "EOF" | "NO_SUCH_FILE" | "PERMISSION_DENIED" | "FAILURE" | "OP_UNSUPPORTED"

export interface Status {
  readonly code: number
  readonly text: string
}

export class RequestError extends Error {
  readonly status: StatusName

  constructor(status: StatusName, message: string) {
    super(message)
    this.status = status
  }
}

export const statusOf = (error: unknown): Status => {
  if (error instanceof RequestError) return { code: STATUS_CODE[error.status], text: error.message }
  const errno = (error as NodeJS.ErrnoException).code ?? ""
  return { code: STATUS_CODE[statusOfErrno[errno] ?? "FAILURE"], text: errno }
}

/** SFTP knows no other reasons; the name of the errno goes along as the message. */
const statusOfErrno: Readonly<Record<string, StatusName>> = {
  ENOENT: "NO_SUCH_FILE",
  ENOTDIR: "NO_SUCH_FILE",
  EACCES: "PERMISSION_DENIED",
  EPERM: "PERMISSION_DENIED",
  EROFS: "PERMISSION_DENIED",
}

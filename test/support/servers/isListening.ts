/** Whether one process, and no other, listens on a loopback port: read from /proc, so the server sees no stray connection. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs"

export const isListening = (pid: number, port: number): boolean => {
  const inode = listenerOf(port)
  return inode !== undefined && socketsOf(pid).includes(`socket:[${inode}]`)
}

/** In /proc/net/tcp an address is hexadecimal with its bytes reversed, and state 0A is LISTEN. */
const listenerOf = (port: number): string | undefined => {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`
  for (const line of readFileSync("/proc/net/tcp", "utf8").split("\n")) {
    const fields = line.trim().split(/\s+/u)
    if (fields[1] === address && fields[3] === "0A") return fields[9]
  }
  return undefined
}

const socketsOf = (pid: number): ReadonlyArray<string> => {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((descriptor) => readlinkSync(`/proc/${pid}/fd/${descriptor}`))
  } catch {
    return []
  }
}

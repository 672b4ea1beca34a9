/** Reads what follows ProxyJump in ssh_config. */

export interface Jump {
  readonly user: string | undefined
  readonly host: string
  readonly port: number | undefined
}

/** The hosts in the order in which they are gone through; none for `none`. `undefined` when it cannot be read. */
export const parseJumps = (text: string): ReadonlyArray<Jump> | undefined => {
  if (text.trim().toLowerCase() === "none") return []
  const jumps = text.split(",").map((hop) => parseJump(hop.trim()))
  return jumps.every((jump) => jump !== undefined) ? jumps : undefined
}

const shape =
  /^(?:ssh:\/\/)?(?:(?<user>[^\s@]+)@)?(?:\[(?<bracketed>[^\s[\]]+)\]|(?<plain>[^\s:[\]@]+))(?::(?<port>\d{1,5}))?\/?$/u

const parseJump = (text: string): Jump | undefined => {
  const groups = shape.exec(text)?.groups
  const host = groups?.["bracketed"] ?? groups?.["plain"]
  const port = groups?.["port"] === undefined ? undefined : Number(groups["port"])
  if (host === undefined || (port !== undefined && !isPort(port))) return undefined
  return { user: groups?.["user"], host, port }
}

export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535

/** What known_hosts files say, line by line. */
import { type HostKey, hostKeyOfBase64 } from "./HostKey.ts"

export type KnownHostsMark = "none" | "revoked" | "cert-authority"

export interface KnownHostsLine {
  readonly at: string // "file:line"
  readonly mark: KnownHostsMark
  readonly hosts: string // the field as written: patterns, or one hash
  /** `undefined` when the key is not readable: such a line trusts nothing. */
  readonly key: HostKey | undefined
}

export type KnownHosts = ReadonlyArray<KnownHostsLine>

/** Comments, empty lines, and lines with a mark nobody knows or without a key field are left out. */
export const parseKnownHosts = (text: string, file: string): KnownHosts =>
  text.split("\n").flatMap((line, index) => {
    const parsed = parseLine(line, `${file}:${index + 1}`)
    return parsed === undefined ? [] : [parsed]
  })

const marks: ReadonlyMap<string, KnownHostsMark> = new Map([
  ["@revoked", "revoked"],
  ["@cert-authority", "cert-authority"],
])

const parseLine = (line: string, at: string): KnownHostsLine | undefined => {
  const fields = line.trim().split(/[ \t]+/u)
  const first = fields[0] ?? ""
  if (first === "" || first.startsWith("#")) return undefined
  const mark = first.startsWith("@") ? marks.get(first) : "none"
  if (mark === undefined) return undefined
  const [hosts, type, base64] = mark === "none" ? fields : fields.slice(1)
  if (hosts === undefined || hosts === "") return undefined
  const key = base64 === undefined ? undefined : hostKeyOfBase64(base64)
  if (type === undefined && mark === "none") return undefined
  return { at, mark, hosts, key: key?.type === type ? key : undefined }
}

/** Keeps RSA keys from making SHA-1 signatures, which `ssh2` falls back to when a server announces nothing better. */
import { type BaseAgent, type ParsedKey } from "ssh2"

type Note = (why: string) => void

/** The same key, except that it refuses to sign with SHA-1, and notes that it did. */
export const keySigningSha2Only = (key: ParsedKey, note: Note): ParsedKey => {
  if (key.type !== "ssh-rsa") return key
  const guarded: ParsedKey = Object.create(key)
  guarded.sign = (data, algorithm) => isSha2(algorithm) ? key.sign(data, algorithm) : asAnswer(refuse(note))
  return guarded
}

/** Changes the agent, so that it refuses to have RSA keys sign with SHA-1, and notes that it did. */
export const agentSigningSha2Only = (agent: BaseAgent<ParsedKey>, note: Note): BaseAgent<ParsedKey> => {
  const sign = agent.sign.bind(agent)
  const guarded: AgentSign = (key, data, options, done) =>
    key.type !== "ssh-rsa" || isSha2(options.hash) ? sign(key, data, options, done) : done?.(refuse(note))
  return Object.assign(agent, { sign: guarded })
}

type AgentSign = (
  ...[key, data, options, done]: [ParsedKey, Buffer, { readonly hash?: "sha1" | "sha256" | "sha512" }, AgentDone?]
) => void
type AgentDone = (error?: Error | null, signature?: Buffer) => void

const isSha2 = (algorithm: string | undefined): boolean => algorithm === "sha256" || algorithm === "sha512"

const refuse = (note: Note): Error => {
  const why = "the server takes this RSA key with SHA-1 signatures only"
  note(why)
  return new Error(why)
}

/** `ssh2` has `sign` return its error; the types do not say so. */
const asAnswer = (error: Error): Buffer => error as unknown as Buffer

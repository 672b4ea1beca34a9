/** Answers a server that asks who logs in: with one credential, once. */
import { Redacted } from "effect"
import {
  type AnyAuthMethod,
  type AuthHandlerMiddleware,
  type BaseAgent,
  createAgent,
  type ParsedKey,
  type Prompt,
} from "ssh2"
import { type Credential } from "./Credential.ts"
import { hostKeyOf } from "./HostKey.ts"
import { allowedTypes } from "./privateKey.ts"
import { agentSigningSha2Only, keySigningSha2Only } from "./sha2Only.ts"

export interface Login {
  /** Called by `ssh2` once the host key is accepted: for the first method, and after each that was refused. */
  readonly next: AuthHandlerMiddleware
  /** The server wants to be told a new password: nobody is there to choose one. */
  readonly refuseNewPassword: () => void
  /** Whether the server was asked to let us in. */
  readonly hasBegun: () => boolean
  /** Says why the server did not let us in, and what to check. */
  readonly explain: () => string
}

export interface LoginOptions {
  readonly user: string
  readonly credential: Credential
  readonly legacy: boolean // RSA keys may sign with SHA-1
  /** Gives up at once, where the server would wait for more than it may be told. */
  readonly abort: () => void
}

/** What happened so far. */
interface Story {
  asked: number // how often `ssh2` asked for a method
  readonly tried: Array<string>
  readonly notes: Array<string>
  offered: ReadonlyArray<string> // methods the server would take next
  partly: boolean // it took ours, and wants another one besides
}

/** The method `none` is never asked for: a server that lets anyone in would make a wrong credential look right. */
export const makeLogin = (options: LoginOptions): Login => {
  const story: Story = { asked: 0, tried: [], notes: [], offered: [], partly: false }
  const giveUp = (why: string) => {
    story.notes.push(why)
    options.abort()
  }
  return {
    next: (offered: ReadonlyArray<string> | null, partly: boolean | null, use) => {
      story.offered = offered ?? []
      story.partly = partly === true
      story.asked += 1
      const method = story.asked === 1 ? firstMethod(options, story) : secondMethod(options, story, giveUp)
      use(method ?? noMore)
    },
    refuseNewPassword: () => giveUp("the server demands a new password"),
    hasBegun: () => story.tried.length > 0,
    explain: () => explain(options, story),
  }
}

/** `ssh2` stops at `false`; the types do not say so. */
const noMore = false as unknown as AnyAuthMethod

/** Asks for nothing and answers nothing. */
export const noLogin: Login = {
  next: (_offered, _partly, use) => use(noMore),
  refuseNewPassword: () => {},
  hasBegun: () => false,
  explain: () => "there was no login",
}

const firstMethod = ({ credential, legacy, user: username }: LoginOptions, story: Story): AnyAuthMethod => {
  const note = (why: string) => story.notes.push(why)
  switch (credential._tag) {
    case "Password":
      story.tried.push("the password")
      return { type: "password", username, password: Redacted.value(credential.password) }
    case "PrivateKey": {
      const key = Redacted.value(credential.key)
      story.tried.push(`${credential.name} (${nameOf(key)})`)
      return { type: "publickey", username, key: legacy ? key : keySigningSha2Only(key, note) }
    }
    case "Agent": {
      const agent = watchedAgent(credential.socketPath, story)
      return { type: "agent", username, agent: legacy ? agent : agentSigningSha2Only(agent, note) }
    }
  }
}

/** A password also answers the one hidden question of a server that takes passwords in no other way. */
const secondMethod = (
  { credential, user: username }: LoginOptions,
  story: Story,
  giveUp: (why: string) => void,
): AnyAuthMethod | undefined => {
  const takesQuestionsOnly = story.offered.includes("keyboard-interactive") && !story.offered.includes("password")
  if (credential._tag !== "Password" || story.asked > 2 || story.partly || !takesQuestionsOnly) return undefined
  story.tried.push("the password as the answer to a question")
  let answered = false
  return {
    type: "keyboard-interactive",
    username,
    prompt: (_name, _instructions, _language, prompts, answer) => {
      const objection = answered ? "the server asks a second question" : objectionTo(prompts)
      if (objection !== undefined) return giveUp(`${objection}: a password is not given in answer to that`)
      answered = true
      answer([Redacted.value(credential.password)])
    },
  }
}

const objectionTo = (prompts: ReadonlyArray<Prompt>): string | undefined => {
  if (prompts.length !== 1) return `the server asks ${prompts.length} questions at once`
  return prompts[0]?.echo === false ? undefined : "the server asks for something that is not secret"
}

/** The agent at a socket without the keys of types that are worn out. Notes what it has, and when it does not answer. */
const watchedAgent = (socketPath: string, story: Story): BaseAgent<ParsedKey> => {
  const agent = createAgent(socketPath) as BaseAgent<ParsedKey>
  const list = agent.getIdentities.bind(agent)
  const watched: typeof list = (done) =>
    list((error, keys) => {
      if (error) {
        story.notes.push(`the ssh-agent at ${socketPath} does not answer`)
        return done(error)
      }
      const usable = (keys ?? []).filter((key) => "type" in key && allowedTypes.has(key.type))
      story.tried.push(howMany(usable.length))
      done(undefined, usable)
    })
  return Object.assign(agent, { getIdentities: watched })
}

const howMany = (keys: number): string => {
  if (keys === 0) return "an ssh-agent that has no key to use"
  return keys === 1 ? "the one key of the ssh-agent" : `the ${keys} keys of the ssh-agent`
}

const nameOf = (key: ParsedKey): string => `${key.type} ${hostKeyOf(key.getPublicSSH())?.fingerprint ?? ""}`

const explain = ({ credential, user }: LoginOptions, story: Story): string => {
  if (story.tried.length === 0 && story.notes.length > 0) return story.notes.join("; ")
  const tried = story.tried.length === 0 ? "nothing" : story.tried.join(" and ")
  if (story.partly) return `the server takes ${tried} from ${user}, and wants ${methods(story)} besides: not supported`
  const takes = story.offered.length === 0 ? "" : ` (it takes ${methods(story)})`
  const why = story.notes.length === 0 ? "" : `: ${story.notes.join("; ")}`
  const refused = `the server does not let ${user} in with ${tried}`
  return `${refused}${takes}${why}. Check the user name and ${toCheck[credential._tag]}`
}

const toCheck: Readonly<Record<Credential["_tag"], string>> = {
  Password: "the password",
  PrivateKey: "that the server has the public key of this key",
  Agent: "that the server has the public key of one that \"ssh-add -l\" lists",
}

/** The server's own words: only what can be the name of a method, and only so many. */
const methods = (story: Story): string =>
  story.offered.filter((name) => /^[a-z][a-z0-9@.-]{0,40}$/u.test(name)).slice(0, 6).join(", ") || "another method"

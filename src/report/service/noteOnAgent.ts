/** What is left to do where servers are logged in to with an SSH agent, which is no part of a service. */
import { type Setup } from "../../domain/Setup.ts"

/** Whether somebody may have to lend it their agent. */
export const needsAgent = (setup: Setup): boolean => usersOf(setup).length > 0

/** `remedy`: how it is given `SSH_AUTH_SOCK`. */
export const noteOnAgent = (setup: Setup, remedy: string): ReadonlyArray<string> =>
  needsAgent(setup)
    ? [
      `It is started without the SSH agent that lets it in to ${
        usersOf(setup).join(", ")
      }. ${remedy}, or give it a key: auth: { privateKey: … }`,
    ]
    : []

const usersOf = ({ remotes }: Setup): ReadonlyArray<string> =>
  Array.from(remotes.values()).flatMap(({ auth, name }) =>
    auth === undefined
      ? [`${name} (unless ~/.ssh/config names a key without a passphrase)`]
      : auth._tag === "Agent"
      ? [name]
      : []
  )

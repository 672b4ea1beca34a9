/** Has the server run a command, on a channel of its own beside SFTP. */
import { type ClientChannel } from "ssh2"
import { type Attempt } from "./Attempt.ts"

/**
 * `opened` is called once: with `undefined` when the server does not grant the channel or the command, or when the
 * connection ends. The end of the channel is not the end of the connection.
 */
export const openCommand = (
  { client, lifeline }: Pick<Attempt, "client" | "lifeline">,
  command: string,
  opened: (channel: ClientChannel | undefined) => void,
): void => {
  if (lifeline.hasEnded()) return opened(undefined)
  const forget = lifeline.onEnd(() => opened(undefined)) // `ssh2` loses the callback
  client.exec(command, (error, channel) => {
    if (lifeline.hasEnded()) return
    forget()
    opened(error === undefined ? channel : undefined)
  })
}

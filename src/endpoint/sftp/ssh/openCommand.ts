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
  let isTold = false
  const tell = (channel: ClientChannel | undefined) => {
    if (isTold) return
    isTold = true
    opened(channel)
  }
  if (!lifeline.hasEnded()) {
    client.exec(command, (error, channel) => tell(error === undefined ? channel : undefined))
  }
  lifeline.onEnd(() => tell(undefined)) // `ssh2` loses the callback
}

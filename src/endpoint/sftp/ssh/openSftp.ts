/** Starts SFTP on a connection that is logged in. */
import { Effect } from "effect"
import { type SFTPWrapper } from "ssh2"
import { type EndpointReason } from "../../EndpointError.ts"
import { type Attempt } from "./Attempt.ts"
import { withPatience } from "./openClient.ts"

const patienceSeconds = 20

/** `ssh2` itself would wait for ever. The end of a channel is the end of the connection. */
export const openSftp = (attempt: Attempt): Effect.Effect<SFTPWrapper, EndpointReason> =>
  Effect.callback<SFTPWrapper, EndpointReason>((resume) => {
    attempt.lifeline.onEnd((why) => resume(Effect.fail(why)))
    if (attempt.lifeline.hasEnded()) return
    attempt.client.sftp((error, sftp) => {
      if (error !== undefined) return resume(Effect.fail(whyNot(error)))
      resume(Effect.succeed(endingWith(attempt, sftp)))
    })
  }).pipe(withPatience(patienceSeconds), Effect.onError(() => Effect.sync(attempt.abort)))

/** One more channel for SFTP. `opened` is not called when the server does not grant it, or when the connection ends. */
export const openAnother = (attempt: Attempt, opened: (sftp: SFTPWrapper) => void): void => {
  if (attempt.lifeline.hasEnded()) return
  attempt.client.sftp((error, sftp) => {
    if (error === undefined) opened(endingWith(attempt, sftp))
  })
}

const endingWith = (attempt: Attempt, sftp: SFTPWrapper): SFTPWrapper =>
  sftp.on("error", attempt.fail).on("end", attempt.abort).on("close", attempt.abort)

const whyNot = (error: Error & { readonly level?: string }): EndpointReason => {
  if (error.message.startsWith("Unable to start subsystem")) return { _tag: "Unsupported", what: "SFTP" }
  if (error.level === "sftp-protocol") {
    return {
      _tag: "Untrustworthy",
      message: "the server starts SFTP with something else: does its login script print?",
    }
  }
  return { _tag: "Refused", message: `the server does not start SFTP (${error.message.slice(0, 120)})` }
}

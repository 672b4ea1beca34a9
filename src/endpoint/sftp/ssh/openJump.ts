/** Opens a way through a jump host: a channel that the connection behind it uses as its socket. */
import { Effect } from "effect"
import { type Duplex } from "node:stream"
import { type EndpointReason } from "../../EndpointError.ts"
import { type Attempt } from "./Attempt.ts"
import { withPatience } from "./openClient.ts"

const patienceSeconds = 20

export const openJump = (jump: Attempt, host: string, port: number): Effect.Effect<Duplex, EndpointReason> =>
  Effect.callback<Duplex, EndpointReason>((resume) => {
    jump.lifeline.onEnd((why) => resume(Effect.fail(why)))
    if (jump.lifeline.hasEnded()) return
    jump.client.forwardOut(
      "127.0.0.1",
      0,
      host,
      port,
      (error, channel) =>
        resume(error === undefined ? Effect.succeed(channel) : Effect.fail(whyNot(error, `${host}:${port}`))),
    )
  }).pipe(withPatience(patienceSeconds))

const prohibited = 1 // RFC 4254, section 5.1

const whyNot = (error: Error & { readonly reason?: unknown }, where: string): EndpointReason =>
  error.reason === prohibited
    ? { _tag: "Refused", message: `it does not allow going on to ${where}` }
    : { _tag: "Unreachable", message: `${where} cannot be reached from there` }

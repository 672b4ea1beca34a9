/** Comes right before each request of every session, until the scope closes; the request itself is sent. */
import { Effect, type Scope } from "effect"
import { type Request } from "../../../src/endpoint/sftp/Channel.ts"
import { Session } from "../../../src/endpoint/sftp/Session.ts"

export const watchRequests = (
  before: (operation: string, request: Request) => Request,
): Effect.Effect<void, never, Scope.Scope> =>
  Effect.asVoid(Effect.acquireRelease(
    Effect.sync(() => {
      const send: Session["send"] = Reflect.get(Session.prototype, "send")
      Session.prototype.send = function(operation, path, request, done) {
        send.call(this, operation, path, before(operation, request), done)
      }
      return send
    }),
    (send) => Effect.sync(() => void (Session.prototype.send = send)),
  ))

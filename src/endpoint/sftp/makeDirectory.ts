/** Makes one directory, over nothing that is there already. */
import { Effect } from "effect"
import { type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Ground } from "./Ground.ts"

/** `refusesItself`: the server makes none over anything, so that nothing has to be looked at before. */
export const makeDirectory = ({ session, absolute, parents, stat }: Ground, refusesItself: () => boolean) =>
  Effect.fnUntraced(function*(path: RelPath): Effect.fn.Return<void, EndpointError> {
    const now = yield* session
    const exists = Effect.fail(now.error("make folder", path, { _tag: "AlreadyExists" }))
    if (refusesItself()) {
      if ((yield* parents.check(now, path)) === "absent") {
        return yield* now.error("make folder", path, { _tag: "NotFound" })
      }
    } else if ((yield* stat(path)) !== undefined) return yield* exists
    yield* now.tell("make folder", path, (sftp, reply) => sftp.mkdir(absolute(path), reply)).pipe(
      Effect.catchIf(
        (error) => !error.isConnection,
        (refusal) => Effect.flatMap(stat(path), (found) => found === undefined ? Effect.fail(refusal) : exists),
      ),
    )
    parents.trust(path)
  })

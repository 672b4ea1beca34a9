/** Who this process runs as, by name. `undefined`: the system knows no name of it, as in many a container. */
import { Result } from "effect"
import { userInfo } from "node:os"

export const userName = (): string | undefined => Result.getOrUndefined(Result.try(() => userInfo().username))

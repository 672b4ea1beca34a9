/** Says whether what a target has already of large files will be copied there, or everything be sent. */
import { type Action } from "../domain/Action.ts"
import { type Mode } from "../domain/Pair.ts"
import { roleOf, type Side, sides } from "../domain/Side.ts"
import { type Capabilities } from "../endpoint/Endpoint.ts"
import { largeBytes } from "./LargeFiles.ts"

/** Silent about folders of this machine: nothing is sent there that a copy could spare. */
export const notesOnCopying = (
  mode: Mode,
  actions: ReadonlyArray<Action>,
  abilities: Readonly<Record<Side, Capabilities>>,
): ReadonlyArray<string> =>
  sides.flatMap((side) => {
    const { copies, digest } = abilities[side]
    if (digest === "local" || !actions.some((action) => action.side === side && isLargeChange(action))) return []
    return copies
      ? [
        `Changed large files are assembled on the ${
          roleOf(mode, side)
        } (copy-data): what it has of them is not sent again.`,
      ]
      : [`Changed large files are sent whole: the ${roleOf(mode, side)} does not offer copy-data.`]
  })

const isLargeChange = (action: Action): boolean =>
  action._tag === "Transfer" && action.expected?._tag === "File"
  && Math.min(action.expected.size, action.wanted.size) >= largeBytes

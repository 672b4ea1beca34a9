/** What the journal tells of an action. */
import { type Action } from "../domain/Action.ts"
import { type Intent } from "./StateStore.ts"

export const intentOf = (action: Action): Intent => {
  const { side, path, expected } = action
  if (action._tag === "Move") return { side, path, from: action.from }
  return expected?._tag === "File" ? { side, path, expected } : { side, path }
}

/** What the journal tells of an action. */
import { type Action } from "../domain/Action.ts"
import { type Intent } from "./StateStore.ts"

export const intentOf = ({ side, path, expected }: Action): Intent =>
  expected?._tag === "File" ? { side, path, expected } : { side, path }

/** What a halt is about. It is listed path by path, whatever the view: nobody releases what they have not seen. */
import { type Halt } from "../domain/Plan.ts"

export type Concern = "delete" | "change"

export const concernsOf = (halts: ReadonlyArray<Halt>): ReadonlySet<Concern> =>
  new Set(halts.flatMap(({ reason }) => concerns[reason]))

const concerns: Readonly<Record<Halt["reason"], ReadonlyArray<Concern>>> = {
  "source-missing": [],
  "root-missing": [],
  "mark-missing": [],
  "side-restored": [],
  "state-restored": [],
  "target-missing": [],
  "root-swapped": [],
  "root-emptied": ["delete"],
  "delete-limit": ["delete"],
  "change-limit": ["change"],
  "transfer-limit": [],
  "foreign-target": ["delete", "change"],
}

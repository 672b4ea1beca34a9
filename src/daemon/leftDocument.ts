/** What a pass left to be done, for people to look at: all of it in numbers, and as much of it as anybody reads. */
import { type Plan, summarize } from "../domain/Plan.ts"
import { planDocument, summaryDocument } from "../report/json.ts"
import { type PlanDocument } from "../report/PlanDocument.ts"

/** More than this is on no page, and in no memory either. */
const most = 1000

/** What would be deleted comes before anything else that is listed. */
export const leftDocument = ({ actions, conflicts, drift, problems, skipped, ...plan }: Plan): PlanDocument => {
  const deletes = actions.filter(({ _tag }) => _tag === "Delete").slice(0, most)
  const others = actions.filter(({ _tag }) => _tag !== "Delete").slice(0, most - deletes.length)
  const chosen = new Set([...deletes, ...others])
  const shown: Plan = {
    ...plan,
    actions: actions.filter((action) => chosen.has(action)),
    conflicts: conflicts.slice(0, most),
    drift: drift.slice(0, most),
    problems: problems.slice(0, most),
    skipped: skipped.slice(0, most),
    agreed: [],
  }
  return { ...planDocument(shown), summary: summaryDocument(summarize({ actions, conflicts })) }
}

/** How many actions that is, listed or not. */
export const pendingIn = ({ summary }: PlanDocument): number =>
  summary.add + summary.change + summary.move + summary.delete

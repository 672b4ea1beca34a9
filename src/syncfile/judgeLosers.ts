/** Refuses policies under which a version loses and has nowhere to go. */
import { type Conflicts, type Policy } from "../domain/Pair.ts"
import { type Reading } from "./Reading.ts"
import { type KeyPath } from "./SourceMap.ts"

/** For a pair without a backup: what loses would be gone for good. `path` leads to the pair. */
export const judgeLosers = (reading: Reading, path: KeyPath, { policy, rules }: Conflicts): void => {
  const remedy = [policy, ...rules.map((rule) => rule.policy)].map(remedyFor).find((remedy) => remedy !== undefined)
  if (remedy === undefined) return
  const message = "there is nowhere for the losing version to go: `backup` is `off`"
  reading.complain([...path, "backup"], message, `set a backup or ${remedy}`)
}

const remedyFor = ({ againstDelete, loser, resolve }: Policy): string | undefined => {
  const hasLoser = resolve !== "hold" && resolve !== "keep-both"
  if (hasLoser && loser === "backup") return "`loser: keep-copy`"
  return againstDelete === "delete" ? "`againstDelete: edit`" : undefined
}

/** Refuses folders that would do harm: whole machines, home folders, and folders within each other. */
import { dangerOf } from "./dangerOf.ts"
import { overlapsIn, relationOf } from "./Folder.ts"
import { type Reading } from "./Reading.ts"
import { type Root } from "./Root.ts"

/** Gives the roots in which others can be looked for: in a whole machine lies everything. */
export const judgeRoots = (
  reading: Reading,
  roots: ReadonlyArray<Root>,
  state: string | undefined,
): ReadonlyArray<Root> => {
  const dangerous = new Set(roots.filter((root) => root.isWritten && judgeDanger(reading, root, state)))
  for (const [index, left] of roots.entries()) {
    const right = roots[index + 1]
    if (right?.pair !== left.pair) continue
    if (!dangerous.has(left) && !dangerous.has(right)) judgeWithin(reading, left, right)
  }
  const harmless = roots.filter((root) => !dangerous.has(root))
  judgeWritten(reading, harmless.filter((root) => root.isWritten))
  return harmless
}

/** Says whether it complained. */
const judgeDanger = (reading: Reading, root: Root, state: string | undefined): boolean => {
  const danger = dangerOf(root, reading.context, state)
  if (danger === undefined) return false
  const [role, what] = root.isTwoWay
    ? ["side of a two-way pair", "either side of a two-way pair"]
    : ["target", "a target"]
  const hint = `what ${what} holds may be replaced or deleted, so give it a folder of its own`
  reading.complain(root.at, `${reading.quote(root.at)} ${danger}, which cannot be a ${role}`, hint)
  return true
}

const judgeWithin = (reading: Reading, left: Root, right: Root): void => {
  const relation = relationOf(right, left)
  if (relation === undefined) return
  const [inner, outer] = relation === "holds" ? [left, right] : [right, left]
  const message = relation === "is"
    ? `${left.at.at(-1)} and ${right.at.at(-1)} are the same folder`
    : `the ${inner.name} lies inside the ${outer.name}`
  reading.complain(right.at, message)
}

/** Several two-way pairs may have one folder in common, as a hub: each of them brings there what the others take away. */
const judgeWritten = (reading: Reading, roots: ReadonlyArray<Root>): void => {
  for (const { first, relation, second } of overlapsIn(roots)) {
    if (first.pair === second.pair || (relation === "is" && first.isTwoWay && second.isTwoWay)) continue
    const message = `${reading.quote(second.at)} ${relation} the ${first.name} of pair \`${first.pair}\``
    reading.complain(second.at, message, "two pairs that write to one folder undo each other's work")
  }
}

/** Sorts what a plan does by directory. Deletions come first where there is no room for all. */
import { type ActionDocument } from "../report/PlanDocument.ts"

export type Kind = ActionDocument["verbs"][number] | "replace"

export interface Row {
  readonly kind: Kind
  readonly action: ActionDocument
}

export interface DirectoryRows {
  readonly directory: string // "": the root
  readonly counts: ReadonlyArray<readonly [Kind, number]> // of all that is done there, shown or not
  readonly losing: ReadonlyArray<Row> // deletions and replacements: never folded away
  readonly plain: ReadonlyArray<Row>
}

export interface GroupedActions {
  readonly groups: ReadonlyArray<DirectoryRows> // those with something to show, in tree order
  readonly hidden: number // rows there was no room for
}

export const groupActions = (actions: ReadonlyArray<ActionDocument>, room: number): GroupedActions => {
  const rows = actions.map((action): Row => ({ kind: kindOf(action), action }))
  const shown = new Set([...rows.filter(loses), ...rows.filter((row) => !loses(row))].slice(0, room))
  const groups = Array.from(Map.groupBy(rows, ({ action }) => directoryOf(action.path)))
    .filter(([, all]) => all.some((row) => shown.has(row)))
    .toSorted(([a], [b]) => inTreeOrder(a, b))
    .map(([directory, all]): DirectoryRows => {
      const sorted = all.filter((row) => shown.has(row)).toSorted((a, b) => inTreeOrder(a.action.path, b.action.path))
      return {
        directory,
        counts: kinds.flatMap((kind) => {
          const count = all.filter((row) => row.kind === kind).length
          return count === 0 ? [] : [[kind, count] as const]
        }),
        losing: sorted.filter(loses),
        plain: sorted.filter((row) => !loses(row)),
      }
    })
  return { groups, hidden: rows.length - shown.size }
}

const kinds: ReadonlyArray<Kind> = ["add", "change", "move", "replace", "delete"]

const kindOf = ({ verbs }: ActionDocument): Kind => verbs.length > 1 ? "replace" : verbs[0] ?? "change"

const loses = ({ kind }: Row): boolean => kind === "delete" || kind === "replace"

const directoryOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")))

/** A directory comes right before its own contents: nothing sorts before the sign that no name may hold. */
const inTreeOrder = (a: string, b: string): number => {
  const [left, right] = [a.replaceAll("/", "\0"), b.replaceAll("/", "\0")]
  return left < right ? -1 : left > right ? 1 : 0
}

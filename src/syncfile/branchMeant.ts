/** Which branch of a union is meant, where the value of one key (its tag) tells the branches apart. */
import { nearest } from "./nearest.ts"
import { isRecord, keysOf, type SchemaNode } from "./Violation.ts"

export interface Tag {
  readonly key: string
  readonly values: ReadonlyArray<unknown> // of all branches
}

/** A key that every branch asks for, each with values of its own; `undefined` for a union that has none. */
export const tagOf = (branches: ReadonlyArray<SchemaNode>): Tag | undefined => {
  const key = requiredOf(branches[0] ?? {}).find((key) => branches.every((branch) => valuesOf(branch, key).length > 0))
  return key === undefined ? undefined : { key, values: branches.flatMap((branch) => valuesOf(branch, key)) }
}

export interface Meant {
  readonly branch: SchemaNode
  readonly isSure: boolean // whether what is written speaks for this branch rather than for another one
}

/** With a tag that is wrong or missing the other keys tell, and where they do not, what the tag looks like. */
export const branchMeant = ({ key, values }: Tag, branches: ReadonlyArray<SchemaNode>, data: unknown): Meant => {
  const first = { branch: branches[0] ?? {}, isSure: false }
  if (!isRecord(data)) return first
  const named = (value: unknown) => branches.find((branch) => valuesOf(branch, key).includes(value))
  const exact = named(data[key])
  if (exact !== undefined) return { branch: exact, isSure: true }
  const counts = branches.map((branch) => ownKeysIn(data, branch, branches))
  const most = Math.max(...counts)
  const likely = counts.filter((count) => count === most).length === 1
    ? branches[counts.indexOf(most)]
    : named(nearest(String(data[key]), values.map(String)))
  return likely === undefined ? first : { branch: likely, isSure: true }
}

/** How many of the keys are, or are nearly, keys that not every branch has. */
const ownKeysIn = (
  data: Readonly<Record<string, unknown>>,
  branch: SchemaNode,
  branches: ReadonlyArray<SchemaNode>,
): number => {
  const keys = keysOf(branch)
  const isOwn = (key: string | undefined) => key !== undefined && branches.some((other) => !keysOf(other).includes(key))
  return Object.keys(data).filter((key) => isOwn(nearest(key, keys))).length
}

export const requiredOf = (branch: SchemaNode) => (branch["required"] ?? []) as ReadonlyArray<string>

const valuesOf = (branch: SchemaNode, key: string): ReadonlyArray<unknown> => {
  const properties = (branch["properties"] ?? {}) as Readonly<Record<string, SchemaNode>>
  return (properties[key]?.["enum"] ?? []) as ReadonlyArray<unknown>
}

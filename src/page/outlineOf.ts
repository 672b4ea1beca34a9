/** Plain JSON as an outline of named branches and values, so that it can be read without its punctuation. */

export interface Outline {
  readonly name: string
  readonly value: string | undefined // undefined: it has branches
  readonly branches: ReadonlyArray<Outline>
}

export const outlineOf = (name: string, value: unknown): Outline => {
  const branches = branchesOf(value).filter(([, below]) => below !== undefined)
  if (branches.length > 0) {
    return {
      name,
      value: undefined,
      branches: branches.map(([key, below]) => outlineOf(key, below)),
    }
  }
  return { name, value: leafOf(value), branches: [] }
}

const branchesOf = (value: unknown): ReadonlyArray<readonly [string, unknown]> => {
  if (Array.isArray(value)) return value.map((each, index) => [String(index + 1), each])
  return typeof value === "object" && value !== null ? Object.entries(value) : []
}

const leafOf = (value: unknown): string => {
  if (value === null || value === undefined) return "none"
  if (typeof value === "string") return value === "" ? "\"\"" : value
  if (typeof value === "object") return "none"
  return JSON.stringify(value)
}

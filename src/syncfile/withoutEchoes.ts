/** Leaves out violations that only follow from another mistake, so that each mistake is told once. */
import { nearest } from "./nearest.ts"
import { counterpartOf } from "./otherKind.ts"
import { type KeyPath, type SourceMap } from "./SourceMap.ts"
import { faultOf, keysOf, type Violation } from "./Violation.ts"

export const withoutEchoes = (violations: ReadonlyArray<Violation>, sourceMap: SourceMap): ReadonlyArray<Violation> => {
  const faults = new Set(violations.map((violation) => join(faultOf(violation))))
  const meant = new Set(violations.flatMap(keyMeant))
  return violations.filter((violation) => {
    const fault = faultOf(violation)
    if (sourceMap.isRefused(fault)) return false
    if (violation.keyword !== "required") return true
    if (meant.has(join(fault))) return false
    const sshConfig = [...violation.path, "sshConfig"]
    return !dependents.has(String(fault.at(-1))) || !(faults.has(join(sshConfig)) || sourceMap.isRefused(sshConfig))
  })
}

/** A misspelt key is also a missing one, and so is one of the other kind of pair. */
const keyMeant = (violation: Violation): ReadonlyArray<string> => {
  if (violation.keyword !== "additionalProperties") return []
  const key = String(faultOf(violation).at(-1))
  const known = keysOf(violation.schema)
  const meant = counterpartOf(key, known) ?? nearest(key, known)
  return meant === undefined ? [] : [join([...violation.path, meant])]
}

/** Whether these are missing depends on `sshConfig`, so while that one is wrong they cannot be judged. */
const dependents = new Set(["user", "auth"])

const join = (path: KeyPath) => path.join("\0")

/** How known_hosts and ssh_config write host names: `host`, `[host]:port`, patterns, and hashes of names. */
import { createHmac, timingSafeEqual } from "node:crypto"

export const standardPort = 22

/** The name under which a key is on file: port 22 goes unsaid. */
export const nameOnFile = (host: string, port: number): string =>
  port === standardPort ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`

/** A host field of known_hosts against a `nameOnFile`. A pattern with `!` that matches overrules those that match. */
export const fieldMatches = (field: string, name: string): boolean =>
  field.startsWith("|") ? hashMatches(field, name) : patternsMatch(field.split(","), name)

export const patternsMatch = (patterns: ReadonlyArray<string>, name: string): boolean => {
  let matches = false
  for (const pattern of patterns) {
    const negated = pattern.startsWith("!")
    if (!globMatches((negated ? pattern.slice(1) : pattern).toLowerCase(), name.toLowerCase())) continue
    if (negated) return false
    matches = true
  }
  return matches
}

/** `*` is any run of characters, `?` any one. Takes at most as many steps as the lengths multiplied. */
const globMatches = (pattern: string, text: string): boolean => {
  let p = 0
  let t = 0
  let afterStar = -1
  let resumeAt = 0
  while (t < text.length) {
    if (pattern[p] === "*") {
      afterStar = ++p
      resumeAt = t
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++
      t++
    } else if (afterStar >= 0) {
      p = afterStar
      t = ++resumeAt
    } else {
      return false
    }
  }
  while (pattern[p] === "*") p++
  return p === pattern.length
}

/** `|1|salt|hash`: HMAC-SHA1 of the name with the salt as its key. */
const hashMatches = (field: string, name: string): boolean => {
  const [, version, salt, hash, ...rest] = field.split("|")
  if (version !== "1" || salt === undefined || hash === undefined || rest.length > 0) return false
  const expected = Buffer.from(hash, "base64")
  const actual = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** Where somebody wrote a secret into the syncfile. It is refused, and the complaint must not spread it further. */
import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml"
import { deepest, keyText, spanOfNode } from "./parseStructure.ts"
import { type Span } from "./SourceText.ts"

/** Below these keys everything is secret, unless it says where the secret is kept. */
const secretKeys = new Set(["auth", "password", "privateKey", "passphrase"])

/** Single values under such a key are secret wherever they stand. */
const soundsSecret = /^pass$|passw|passphrase|secret|token|private.?key/i

const sources = new Set(["env", "file", "command", "credential"])

export const secretSpans = (root: Node | null): ReadonlyArray<Span> => {
  const spans: Array<Span> = []

  const walk = (node: unknown, isSecret: boolean, depth: number): void => {
    if (!isNode(node) || depth > deepest) return
    if (isScalar(node)) {
      if (isSecret && node.value !== null) spans.push(spanOfNode(node))
    } else if (isMap(node)) {
      for (const pair of node.items) walk(pair.value, isSecretAt(pair, isSecret), depth + 1)
    } else if (isSeq(node)) {
      for (const item of node.items) walk(item, isSecret, depth + 1)
    }
  }

  walk(root, false, 1)
  return spans
}

const isSecretAt = ({ key, value }: Pair, isSecret: boolean): boolean => {
  const name = isScalar(key) ? keyText(key) : ""
  if (secretKeys.has(name) || (soundsSecret.test(name) && !isMap(value))) return true
  if (!isSecret || name === "agent") return false
  if (name === "env" && isScalar(value)) return !/^[A-Za-z_]\w*$|^\$\{/.test(String(value.value))
  return !sources.has(name)
}

/** The same for text that YAML cannot take apart: all that follows such a key on its line. */
export const secretsInBrokenText = (text: string): ReadonlyArray<Span> =>
  Array.from(
    text.matchAll(/(?:pass\w*|secret|token|private.?key)["']?[ \t]*:[ \t]+(?=[^{\s])(?<secret>.+)/gi),
    (match) => {
      const end = match.index + match[0].length
      return { start: end - (match.groups?.["secret"] ?? "").length, end }
    },
  )

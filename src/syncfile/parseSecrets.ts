/** Where somebody wrote a secret into the syncfile. No text and no complaint may spread it further. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml"
import { deepest, keyText, spanOfNode } from "./parseStructure.ts"
import { secretsInAddresses } from "./secretsInAddresses.ts"
import { type SourceText, type Span } from "./SourceText.ts"

/** An address tells where it leads, and is secret otherwise. In what is open, that holds for addresses alone. */
type Secrecy = "open" | "address" | "secret"

/** Below these keys everything is secret, unless it says where the secret is kept. */
const secretKeys = new Set(["auth", "password", "privateKey", "passphrase", "headers", "header"])

/** Single values under such a key are secret wherever they stand. */
const soundsSecret = /^pass$|passw|passphrase|secret|token|(?:private|api).?key|authorization|cookie/i

/** And these are addresses, also without their first part. */
const addressKey = /^(?:url|webhook|healthchecks)$/i

const sources = new Set(["env", "file", "command", "credential"])

export const secretSpans = (root: Node | null, { text }: SourceText): ReadonlyArray<Span> => {
  const spans: Array<Span> = []
  const anchors = new Map<string, Node>()
  const spread = new Set<Node>() // secret by an alias

  const walk = (node: unknown, secrecy: Secrecy, depth: number): void => {
    if (!isNode(node) || depth > deepest) return
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (target === undefined || secrecy === "open" || spread.has(target)) return
      if (secrecy === "secret") spread.add(target)
      if (secrecy === "secret" || isScalar(target)) walk(target, secrecy, depth + 1)
      return
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node)
    if (isScalar(node)) {
      spans.push(...spansIn(node, text, secrecy))
    } else if (isMap(node)) {
      for (const pair of node.items) walk(pair.value, secrecyAt(pair, secrecy, anchors), depth + 1)
    } else if (isSeq(node)) {
      for (const item of node.items) walk(item, secrecy, depth + 1)
    }
  }

  walk(root, "open", 1)
  return spans
}

const secrecyAt = ({ key, value }: Pair, around: Secrecy, anchors: ReadonlyMap<string, Node>): Secrecy => {
  const name = isScalar(key) ? keyText(key) : ""
  const isSingle = !isMap(isAlias(value) ? anchors.get(value.source) : value)
  if (secretKeys.has(name) || (soundsSecret.test(name) && isSingle)) return "secret"
  if (around !== "secret") return addressKey.test(name) && isSingle ? "address" : "open"
  if (name === "agent") return "open"
  if (name === "env" && isScalar(value)) return /^[A-Za-z_]\w*$|^\$\{/.test(String(value.value)) ? "open" : "secret"
  return sources.has(name) ? "open" : "secret"
}

const spansIn = (node: Scalar, text: string, secrecy: Secrecy): ReadonlyArray<Span> => {
  const whole = spanOfNode(node)
  const { value } = node
  if (value === null || value === "") return []
  if (secrecy === "open" && !(typeof value === "string" && value.includes("://"))) return []
  const quote = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE" ? 1 : 0
  const start = whole.start + quote
  const written = text.slice(start, whole.end - quote)
  const isShownInPart = secrecy === "open"
    ? written.includes("://")
    : secrecy === "address" && /^(?:https?:\/\/\S*|\$\{\w+\})$/i.test(written)
  return isShownInPart
    ? secretsInAddresses(written).map((span) => ({ start: start + span.start, end: start + span.end }))
    : [whole]
}

/** The same for text that YAML cannot take apart: all that follows such a key on its line, and all headers. */
export const secretsInBrokenText = (text: string): ReadonlyArray<Span> => [
  ...secretsInAddresses(text),
  ...Array.from(
    text.matchAll(
      /(?:pass\w*|secret|token|(?:private|api).?key|authorization|cookie|url|webhook|healthchecks)["']?[ \t]*:[ \t]+(?=[^{\s])(?<secret>.+)/gi,
    ),
    (match) => {
      const end = match.index + match[0].length
      return { start: end - (match.groups?.["secret"] ?? "").length, end }
    },
  ),
  ...Array.from(
    text.matchAll(/^([ \t]*)(?![ \t])(.*headers?["']?[ \t]*:).*(?:\n(?:\1[ \t].*|[ \t\r]*$))*/gim),
    (match) => ({
      start: match.index + (match[1] ?? "").length + (match[2] ?? "").length,
      end: match.index + match[0].length,
    }),
  ),
]

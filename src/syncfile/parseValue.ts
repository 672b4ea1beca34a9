/** YAML nodes to plain values, with aliases followed and variables filled in. */
import { Result } from "effect"
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml"
import { type Environment, interpolate } from "./interpolate.ts"
import { type Mistake } from "./Mistake.ts"
import { deepest, keyText, spanOfNode, type Structure } from "./parseStructure.ts"
import { type SourceText } from "./SourceText.ts"

export interface Value {
  readonly value: unknown // undefined when nothing of it can be judged
  readonly mistakes: ReadonlyArray<Mistake>
  readonly filled: ReadonlySet<Node> // scalars that variables were filled into
  readonly refused: ReadonlySet<Node | Pair>
}

/** No file of 1 MiB spells out as many, so only aliases of aliases get there. */
const mostValues = 600_000

export const parseValue = (
  root: Node | null,
  { refused: refusedBefore, targets }: Structure,
  source: SourceText,
  env: Environment,
): Value => {
  const mistakes: Array<Mistake> = []
  const filled = new Set<Node>()
  const refused = new Set<Node | Pair>(refusedBefore)
  let count = 0
  let isTooLarge = false

  const refuse = (node: Node, message: string) => {
    refused.add(node)
    mistakes.push({ span: spanOfNode(node), message, hint: undefined })
  }

  const valueOf = (node: unknown, depth: number): unknown => {
    if (node === null) return null // a key of a flow map that stands alone: `{ percent }`
    if (!isNode(node) || refused.has(node) || count > mostValues) return undefined
    count++
    if (isAlias(node)) {
      if (depth > deepest) return refuse(node, `nested more than ${deepest} levels deep`)
      const value = valueOf(targets.get(node), depth + 1)
      if (count > mostValues && !isTooLarge) {
        isTooLarge = true
        refuse(node, "aliases of aliases make this syncfile too large")
      }
      return value
    }
    if (isScalar(node)) return scalarOf(node)
    if (isSeq(node)) return node.items.map((item) => valueOf(item, depth + 1))
    if (isMap(node)) return mapOf(node.items, depth)
    return undefined
  }

  const mapOf = (pairs: ReadonlyArray<Pair>, depth: number) => {
    const map: Record<string, unknown> = {}
    for (const pair of pairs) {
      if (refused.has(pair) || !isScalar(pair.key)) continue
      const name = keyText(pair.key)
      // What lies below x-… is anything, and counts only where an alias takes it.
      map[name] = depth === 1 && name.startsWith("x-") ? true : valueOf(pair.value, depth + 1)
    }
    return map
  }

  const scalarOf = (node: Scalar): unknown => {
    const { value } = node
    if (typeof value !== "string" || !value.includes("$")) return value
    const text = interpolate(value, env)
    if (Result.isSuccess(text)) {
      if (value.includes("${")) filled.add(node)
      return text.success
    }
    refused.add(node)
    const { end, start } = spanOfNode(node)
    const written = source.text.slice(start, end)
    let from = 0
    for (const { hint, message, spelling } of text.failure) {
      const at = written.indexOf(spelling, from)
      const span = at === -1 ? { start, end } : { start: start + at, end: start + at + spelling.length }
      from = at === -1 ? from : at + spelling.length
      mistakes.push({ span, message, hint })
    }
    return undefined
  }

  const value = valueOf(root, 1)
  return { value: isTooLarge ? undefined : value, mistakes, filled, refused }
}

/** Finds the parts of a YAML document by the keys that lead to them. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml"
import { keyText, spanOfNode, type Structure } from "./parseStructure.ts"
import { type Value } from "./parseValue.ts"
import { type KeyPath, type SourceMap } from "./SourceMap.ts"
import { type SourceText, type Span, withStars } from "./SourceText.ts"

interface Found {
  readonly key: Node | undefined // the key that names it; undefined at the top and in lists
  readonly value: Node | undefined
  readonly isWhole: boolean // false when the path leads further than the document goes
  readonly isRefused: boolean
}

export const parsePositions = (
  root: Node | null,
  source: SourceText,
  { targets }: Structure,
  { filled, refused }: Pick<Value, "filled" | "refused">,
  secrets: ReadonlyArray<Span>,
): SourceMap => {
  const indexes = new WeakMap<YAMLMap, Map<string, Pair>>()
  const indexOf = (map: YAMLMap) => {
    const known = indexes.get(map)
    if (known !== undefined) return known
    const index = new Map<string, Pair>()
    for (const pair of map.items) {
      if (isScalar(pair.key) && !index.has(keyText(pair.key))) index.set(keyText(pair.key), pair)
    }
    indexes.set(map, index)
    return index
  }

  const find = (path: KeyPath): Found => {
    let found: Found = { key: undefined, value: root ?? undefined, isWhole: true, isRefused: refusedNode(root) }
    for (const step of path) {
      let inside: Node | undefined = found.value
      while (isAlias(inside)) inside = targets.get(inside)
      const pair = isMap(inside) ? indexOf(inside).get(String(step)) : undefined
      const value = isSeq(inside) ? inside.items[Number(step)] : pair?.value
      if (pair === undefined && !isNode(value)) return { ...found, isWhole: false }
      found = {
        key: isNode(pair?.key) ? pair.key : undefined,
        value: isNode(value) ? value : undefined,
        isWhole: true,
        isRefused: found.isRefused || (pair !== undefined && refused.has(pair)) || refusedNode(value),
      }
    }
    return found
  }

  const refusedNode = (node: unknown): boolean => {
    let at = node
    while (isAlias(at) && !refused.has(at)) at = targets.get(at)
    return isNode(at) && refused.has(at)
  }

  const scalarAt = (path: KeyPath) => {
    const { isWhole, value } = find(path)
    const node = isAlias(value) ? targets.get(value) : value
    return isWhole && isScalar(node) ? node : undefined
  }

  return {
    spanOf: (path, part) => {
      const { isWhole, key, value } = find(path)
      if (path.length === 0) return { start: value?.range?.[0] ?? 0, end: 0 }
      const isEmpty = value === undefined || value.range?.[0] === value.range?.[1]
      const node = key !== undefined && (part === "key" || isEmpty || !isWhole) ? key : value
      return node === undefined ? { start: 0, end: 0 } : spanOfNode(node)
    },
    spellingOf: (path) => {
      const node = scalarAt(path)
      if (node === undefined) return undefined
      const { end, start } = spanOfNode(node)
      const within = secrets.filter((secret) => secret.start < end && start < secret.end)
      if (within.some((secret) => secret.start <= start && end <= secret.end)) return undefined
      if (within.length > 0) return unquoted(withStars(source, within).text.slice(start, end))
      if (typeof node.value === "string" && !filled.has(node)) return node.value
      return unquoted(source.text.slice(start, end))
    },
    isFilled: (path) => {
      const node = scalarAt(path)
      return node !== undefined && filled.has(node)
    },
    isRefused: (path) => find(path).isRefused,
  }
}

const unquoted = (written: string): string => written.replace(/^(["'])([\s\S]*)\1$/, "$2")

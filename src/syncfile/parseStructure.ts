/** What YAML allows and a syncfile does not: merge keys, tags, doubled keys, and aliases that lead nowhere. */
import { type Alias, isAlias, isCollection, isMap, isNode, isScalar, type Node, type Pair, type Scalar } from "yaml"
import { type Mistake } from "./Mistake.ts"
import { type SourceText, type Span } from "./SourceText.ts"
import { positionOf } from "./SourceText.ts"

export interface Structure {
  readonly mistakes: ReadonlyArray<Mistake>
  readonly targets: ReadonlyMap<Alias, Node> // what each alias stands for
  readonly refused: ReadonlySet<Node | Pair> // complained about here, so nothing more is said about them
}

/** Deeper than any syncfile, and shallow enough for every walk over it. */
export const deepest = 64

/** Keys such as `1` and `true` are words here, as they are in JSON. */
export const keyText = (key: Scalar): string => `${key.value as string | number | boolean | null}`

export const spanOfNode = (node: Node): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 })

export const parseStructure = (root: Node | null, source: SourceText): Structure => {
  const mistakes: Array<Mistake> = []
  const targets = new Map<Alias, Node>()
  const refused = new Set<Node | Pair>()
  const anchors = new Map<string, Node>()
  const open = new Set<Node>()

  const refuse = (part: Node | Pair, span: Span, message: string, hint?: string) => {
    refused.add(part)
    mistakes.push({ span, message, hint })
  }

  const walk = (node: unknown, depth: number): void => {
    if (!isNode(node)) return
    if (isAlias(node)) return follow(node)
    if (node.anchor !== undefined) anchors.set(node.anchor, node)
    if (node.tag !== undefined && !plainTags.has(node.tag)) {
      refuse(node, spanOfNode(node), "a syncfile has no YAML tags", "remove the word that starts with !")
    }
    if (!isCollection(node)) return
    if (depth > deepest) return refuse(node, spanOfNode(node), `nested more than ${deepest} levels deep`)
    open.add(node)
    if (isMap(node)) walkPairs(node.items, depth)
    else for (const item of node.items) walk(item, depth + 1)
    open.delete(node)
  }

  const follow = (alias: Alias) => {
    const target = anchors.get(alias.source)
    if (target === undefined) {
      const hint = `define it above with &${alias.source}; a glob that starts with * needs quotes`
      return refuse(alias, spanOfNode(alias), `no anchor \`${alias.source}\` stands above this alias`, hint)
    }
    if (open.has(target)) return refuse(alias, spanOfNode(alias), `\`${alias.source}\` would contain itself`)
    targets.set(alias, target)
  }

  const walkPairs = (pairs: ReadonlyArray<Pair>, depth: number) => {
    const seen = new Map<string, Span>()
    for (const pair of pairs) {
      const key = pair.key
      if (!isScalar(key) || key.value === null) {
        const place = isNode(key) && key.range?.[0] !== key.range?.[1] ? key : pair.value
        refuse(pair, isNode(place) ? spanOfNode(place) : { start: 0, end: 0 }, "a key is a plain word")
      } else {
        if (key.anchor !== undefined) anchors.set(key.anchor, key)
        const name = keyText(key)
        const span = spanOfNode(key)
        const first = seen.get(name)
        if (name === "<<") refuse(pair, span, "merge keys (`<<`) are not supported", insteadOfMerge)
        else if (reserved.has(name)) refuse(pair, span, `\`${name}\` cannot be a key`)
        else if (first !== undefined) {
          refuse(pair, span, `\`${name}\` stands here twice, first in line ${positionOf(source, first.start).line}`)
        } else seen.set(name, span)
      }
      walk(pair.value, depth + 1)
    }
  }

  walk(root, 1)
  return { mistakes, targets, refused }
}

/** Keys that mean something else to JavaScript objects. */
const reserved = new Set(["__proto__", "constructor", "prototype"])

const plainTags = new Set(["str", "int", "float", "bool", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`))

const insteadOfMerge = "put what all pairs share under `defaults`, or use an alias for a whole value: `filters: *junk`"

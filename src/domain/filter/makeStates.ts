/**
 * Makes the automaton's states when they are first reached and keeps them for the paths to come. Grown too many they are
 * all forgotten: hostile names then cost time in proportion to their length, as without any states kept, and no memory.
 */
import { type State } from "./Automaton.ts"
import { fileCandidates } from "./candidates.ts"
import { type Program } from "./Program.ts"

export interface States {
  /** The state that waits at the given instructions, all that takes no character followed. */
  readonly settle: (nodes: ReadonlyArray<number>, seal: number) => State
  readonly start: () => State
  readonly visited: () => number
}

/** How many numbers the states may hold altogether: some 32 MB. */
export const defaultCapacity = 4_000_000

export const makeStates = (program: Program, capacity: number): States => {
  const { instructions, alphabet, rules, ruleOf, firsts } = program
  const known = new Map<string, State>()
  const lastSeen = new Float64Array(instructions.length)
  let start: State | undefined
  let kept = 0
  let round = 0
  let visited = 0

  const settle = (nodes: ReadonlyArray<number>, sealed: number): State => {
    const pending = [...nodes]
    const found: Array<number> = []
    let seal = sealed
    round++
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      const instruction = instructions[node]
      if (instruction === undefined || lastSeen[node] === round || (ruleOf[node] ?? 0) >= seal) continue
      lastSeen[node] = round
      visited++
      if (instruction._tag === "Fork") { for (const to of instruction.to) pending.push(to) }
      else if (instruction._tag === "Jump") pending.push(instruction.to)
      else found.push(node)
      if (isRepeating(instruction._tag)) pending.push(node + 1)
      if (holdsFromHere(program, node)) seal = ruleOf[node] ?? 0
    }
    const limit = firsts[seal] ?? 0 // rules after the seal have nothing more to say
    return keep(Int32Array.from(found.filter((node) => node < limit)).sort(), seal)
  }

  const keep = (nodes: Int32Array, seal: number): State => {
    const key = `${seal} ${nodes.join()}`
    const before = known.get(key)
    if (before !== undefined) return before
    const next = Array.from({ length: alphabet.size }, () => undefined)
    const state: State = { key, nodes, seal, next, files: fileCandidates(program, nodes, seal) }
    const weight = nodes.length + alphabet.size
    if (kept + weight > capacity) {
      known.clear()
      start = undefined
      kept = 0
    }
    known.set(key, state)
    kept += weight
    return state
  }

  return {
    settle,
    start: () => (start ??= settle([...program.entries], rules.length)),
    visited: () => visited,
  }
}

const isRepeating = (tag: string): boolean => tag === "Star" || tag === "StarStar" || tag === "Regexp"

/** A "**" at the end of a glob: whatever follows, the rule holds. */
const holdsFromHere = ({ instructions, rules, ruleOf, ends }: Program, node: number): boolean =>
  instructions[node]?._tag === "StarStar" && ends[node] === true && rules[ruleOf[node] ?? 0]?.isCertain === true

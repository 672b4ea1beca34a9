/** Runs a program over paths, all rules at once and one character at a time, never going back. */
import { type Automaton, type Entering, type State } from "./Automaton.ts"
import { directoryCandidates, untilCertain } from "./candidates.ts"
import { makeStates } from "./makeStates.ts"
import { type Program, takes } from "./Program.ts"

export const makeAutomaton = (program: Program, capacity: number): Automaton => {
  const states = makeStates(program, capacity)
  let visited = 0

  const after = (state: State, letter: number): ReadonlyArray<number> => {
    const arrived: Array<number> = []
    visited += state.nodes.length
    for (const node of state.nodes) {
      const to = takes(program, node, letter)
      if (to !== undefined) arrived.push(to)
    }
    return arrived
  }

  const step = (state: State, letter: number): State => {
    const next = states.settle(after(state, letter), state.seal)
    state.next[letter] = next
    return next
  }

  const enter = (state: State): Entering => {
    if (state.entering !== undefined) return state.entering
    const found = directoryCandidates(program, state.nodes)
    const excludes = found.filter(({ rule }) => program.rules[rule]?.isExclude)
    const seal = excludes.find(({ proof }) => proof === "certain")?.rule ?? state.seal
    state.entering = {
      candidates: untilCertain(program, found, state.seal),
      doubtful: excludes.filter(({ rule, proof }) => rule < seal && proof !== "certain"),
      inside: states.settle(after(state, program.alphabet.slash), seal),
    }
    return state.entering
  }

  return {
    start: states.start,
    step,
    enter,
    seal: (state, rule) => states.settle([...state.nodes], Math.min(state.seal, rule)),
    visited: () => visited + states.visited(),
  }
}

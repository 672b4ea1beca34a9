/** Whether anything below a directory may be included, or nothing can be: the question that decides what is listed. */
import { type Automaton, type Candidate, type State } from "./Automaton.ts"
import { type Program } from "./Program.ts"

/**
 * How far to look before giving up with a maybe, which costs a listing and never a file. The effort depends on the
 * state alone, so every run gives the same answer.
 */
const patience = 100_000

/** `inside` is the state right after the directory's "/". A maybe counts as yes, and so does every regular expression. */
export const canInclude = (program: Program, automaton: Automaton, inside: State): boolean => {
  if (inside.canInclude !== undefined) return inside.canInclude
  const reached = new Map<string, State>()
  const reach = (state: State) => {
    if (!isClosed(program, state)) reached.set(state.key, state)
  }
  reach(inside)
  let effort = 0
  for (const state of reached.values()) { // a map hands out what is added to it on the way
    for (const name of namesAfter(program, automaton, state)) {
      effort += state.nodes.length + 1
      const { candidates, inside: below } = automaton.enter(name)
      if (effort > patience || mayInclude(program, name.files) || mayInclude(program, candidates)) {
        inside.canInclude = true
        return true
      }
      reach(name)
      reach(below)
    }
  }
  inside.canInclude = false
  for (const state of reached.values()) state.canInclude = false
  return false
}

/** The places that one more character of a name may lead to. */
const namesAfter = function*({ alphabet }: Program, automaton: Automaton, state: State): Generator<State> {
  for (let letter = 0; letter < alphabet.size; letter++) {
    if (letter !== alphabet.slash) yield state.next[letter] ?? automaton.step(state, letter)
  }
}

/** From here on an exclude holds, and no include that comes before it is under way. */
const isClosed = ({ rules, ruleOf }: Program, { seal, nodes }: State): boolean =>
  rules[seal]?.isExclude === true && nodes.every((node) => rules[ruleOf[node] ?? 0]?.isExclude)

/** An include may be what decides, or no rule does. */
const mayInclude = ({ rules }: Program, candidates: ReadonlyArray<Candidate>): boolean => {
  const include = candidates.some(({ rule }) => rules[rule]?.isExclude === false)
  return include || candidates.every(({ proof }) => proof !== "certain")
}

/** Finds the rule that decides a path: the first one that holds for it. */
import { type Candidate, type State } from "./Automaton.ts"
import { canInclude } from "./canInclude.ts"
import { type Regexp } from "./compileRegexp.ts"
import { makeAutomaton } from "./makeAutomaton.ts"
import { type GlobRule, makeProgram } from "./makeProgram.ts"
import { defaultCapacity } from "./makeStates.ts"

export interface MatcherRule extends GlobRule {
  readonly proves: Regexp | undefined // the whole glob as a regular expression, when it has one in it
}

/** Rules are numbers, their order; `undefined` when none of them holds. */
export interface Matcher {
  readonly ruleForFile: (path: string) => number | undefined
  readonly ruleForDirectory: (path: string) => number | undefined
  /** Whether something below an excluded directory may still be included. */
  readonly mayReachBelow: (directory: string) => boolean
  /** Instructions looked at so far: grows with what is new in the paths' characters, and never faster than they do. */
  readonly visited: () => number
}

export const makeMatcher = (rules: ReadonlyArray<MatcherRule>, capacity = defaultCapacity): Matcher => {
  const program = makeProgram(rules)
  const automaton = makeAutomaton(program, capacity)
  const { letterOf } = program.alphabet
  const closedBy = new Map<string, number | undefined>()

  const decide = (candidates: ReadonlyArray<Candidate>, path: string): number | undefined =>
    candidates.find(({ rule, proof }) =>
      proof === "certain" || rules[rule]?.proves?.(proof === "path" ? path : `${path}/`)
    )?.rule

  /** Which of the doubtful excludes closes a directory off: asked again for every path below it, so it is kept. */
  const closes = (doubtful: ReadonlyArray<Candidate>, directory: string): number | undefined => {
    if (closedBy.has(directory)) return closedBy.get(directory)
    const rule = decide(doubtful, directory)
    if (closedBy.size >= rememberedDirectories) closedBy.clear()
    closedBy.set(directory, rule)
    return rule
  }

  const enter = (state: State, path: string, length: number): State => {
    const { doubtful, inside } = automaton.enter(state)
    if (doubtful.length === 0) return inside
    const rule = closes(doubtful, path.slice(0, length))
    return rule === undefined ? inside : automaton.seal(inside, rule)
  }

  const follow = (path: string): State => {
    let state = automaton.start()
    for (let at = 0; at < path.length; at++) {
      let code = path.charCodeAt(at)
      if (code === slashCode) {
        state = enter(state, path, at)
        continue
      }
      if (code >= firstSurrogate && code <= lastSurrogate) {
        code = path.codePointAt(at) ?? code
        if (code > 0xffff) at++
      }
      const letter = letterOf(code)
      state = state.next[letter] ?? automaton.step(state, letter)
    }
    return state
  }

  return {
    ruleForFile: (path) => decide(follow(path).files, path),
    ruleForDirectory: (path) => decide(automaton.enter(follow(path)).candidates, path),
    mayReachBelow: (directory) => canInclude(program, automaton, enter(follow(directory), directory, directory.length)),
    visited: automaton.visited,
  }
}

const rememberedDirectories = 10_000
const slashCode = 47
const firstSurrogate = 0xd800
const lastSurrogate = 0xdfff

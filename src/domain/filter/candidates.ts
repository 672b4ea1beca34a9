/** Which rules a path that ends at some state may be decided by, in order. */
import { type Candidate } from "./Automaton.ts"
import { type Program, takes } from "./Program.ts"

export const fileCandidates = (program: Program, nodes: Int32Array, seal: number): ReadonlyArray<Candidate> =>
  untilCertain(program, acceptedAt(program, nodes), seal)

/**
 * An exclude holds for a directory as it does for a file, and takes along what is inside. An include is about files: it
 * holds for a directory only when it says so, with a "/" at its end or a "**" that takes all that is below.
 */
export const directoryCandidates = (program: Program, nodes: Int32Array): ReadonlyArray<Candidate> => {
  const found = acceptedAt(program, nodes).filter(({ rule }) => program.rules[rule]?.isExclude)
  for (const node of nodes) {
    const to = takes(program, node, program.alphabet.slash)
    // A "/" before which a glob may begin at any name is not one that the glob itself asks for.
    if (to === undefined || program.entries.has(to) || program.endsDirectory[to] !== true) continue
    found.push(candidateAt(program, node, "path/"))
  }
  return found.sort((a, b) => a.rule - b.rule)
}

/** The rules up to the first certain one, the seal being the last. */
export const untilCertain = (
  program: Program,
  candidates: ReadonlyArray<Candidate>,
  seal: number,
): ReadonlyArray<Candidate> => {
  const certain = candidates.findIndex(({ proof }) => proof === "certain")
  if (certain !== -1) return candidates.slice(0, certain + 1)
  return seal === program.rules.length ? candidates : [...candidates, { rule: seal, proof: "certain" }]
}

const acceptedAt = (program: Program, nodes: Int32Array): Array<Candidate> => {
  const accepted: Array<Candidate> = []
  for (const node of nodes) {
    if (program.instructions[node]?._tag === "Accept") accepted.push(candidateAt(program, node, "path"))
  }
  return accepted
}

const candidateAt = ({ ruleOf, rules }: Program, node: number, proof: "path" | "path/"): Candidate => {
  const rule = ruleOf[node] ?? 0
  return { rule, proof: rules[rule]?.isCertain === true ? "certain" : proof }
}

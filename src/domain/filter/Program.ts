/** The globs of a whole filter as one list of instructions, one glob after the other: the automaton's own form. */
import { type Alphabet } from "./makeAlphabet.ts"

/** After each, the next one follows, except after `Fork`, `Jump` and `Accept`. Jumps only go forward. */
export type Instruction =
  | { readonly _tag: "One"; readonly set: number } // takes one character out of the alphabet's set of that number
  | { readonly _tag: "Star" } // takes any number of characters but "/"
  | { readonly _tag: "StarStar" } // takes any number of characters
  | { readonly _tag: "Regexp" } // stands in for a regular expression: takes all that it could take, and more
  | { readonly _tag: "Fork"; readonly to: ReadonlyArray<number> }
  | { readonly _tag: "Jump"; readonly to: number }
  | { readonly _tag: "Accept" }

export interface RuleKind {
  readonly isExclude: boolean
  readonly isCertain: boolean // false when it holds a regular expression: accepting it is only a proposal
}

/** Rules are numbered by their order. */
export interface Program {
  readonly instructions: ReadonlyArray<Instruction>
  readonly alphabet: Alphabet
  readonly rules: ReadonlyArray<RuleKind>
  readonly ruleOf: ReadonlyArray<number> // by instruction
  readonly firsts: ReadonlyArray<number> // each rule's first instruction, and last the number of them all
  readonly entries: ReadonlySet<number> // where a path, or for some globs any name, may begin
  readonly ends: ReadonlyArray<boolean> // by instruction: the glob is over here, stars apart
  readonly endsDirectory: ReadonlyArray<boolean> // by instruction, after a "/": it is over, or takes all there is
}

/** What an instruction may wait for after one character, if it takes it. */
export const takes = ({ instructions, alphabet }: Program, node: number, letter: number): number | undefined => {
  const instruction = instructions[node]
  if (instruction === undefined || instruction._tag === "Accept") return undefined
  if (instruction._tag === "One") return alphabet.holds[instruction.set]?.[letter] === 1 ? node + 1 : undefined
  return instruction._tag === "Star" && letter === alphabet.slash ? undefined : node
}

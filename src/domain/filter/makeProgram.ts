/** Translates the globs of ordered rules into one program. */
import { type CodePoints, slash } from "./CodePoints.ts"
import { type GlobSyntax, type GlobToken, hasRegexp } from "./GlobSyntax.ts"
import { makeAlphabet } from "./makeAlphabet.ts"
import { type Instruction, type Program } from "./Program.ts"

export interface GlobRule {
  readonly syntax: GlobSyntax
  readonly isExclude: boolean
}

export const makeProgram = (rules: ReadonlyArray<GlobRule>): Program => {
  const instructions: Array<Instruction> = []
  const ruleOf: Array<number> = []
  const entries = new Set<number>()
  const firsts: Array<number> = []
  const sets = makeSets()
  for (const [rule, { syntax }] of rules.entries()) {
    firsts.push(instructions.length)
    entries.add(instructions.length)
    if (!syntax.isAnchored) {
      instructions.push({ _tag: "StarStar" }, { _tag: "One", set: sets.indexOf(slash) })
      entries.add(instructions.length)
    }
    appendTokens(instructions, syntax.tokens, sets.indexOf)
    instructions.push({ _tag: "Accept" })
    while (ruleOf.length < instructions.length) ruleOf.push(rule)
  }
  firsts.push(instructions.length)
  const ends = whereGlobsEnd(
    instructions,
    ({ _tag }, _, isEndAfter) => (_tag === "Star" || _tag === "StarStar") && isEndAfter,
  )
  const endsDirectory = whereGlobsEnd(instructions, ({ _tag }, at) => _tag === "StarStar" && ends[at] === true)
  return {
    instructions,
    alphabet: makeAlphabet(sets.distinct),
    rules: rules.map(({ syntax, isExclude }) => ({ isExclude, isCertain: !hasRegexp(syntax) })),
    ruleOf,
    firsts,
    entries,
    ends,
    endsDirectory,
  }
}

interface Braces {
  readonly starts: Array<number>
  readonly jumps: Array<number> // the instructions that leave an alternative
}

const appendTokens = (
  instructions: Array<Instruction>,
  tokens: ReadonlyArray<GlobToken>,
  indexOf: (set: CodePoints) => number,
): void => {
  const open: Array<Braces> = []
  for (const token of tokens) {
    const braces = open.at(-1)
    if (token._tag === "One") instructions.push({ _tag: "One", set: indexOf(token.set) })
    else if (token._tag === "Open") {
      const starts = [instructions.length + 1]
      instructions.push({ _tag: "Fork", to: starts })
      open.push({ starts, jumps: [] })
    } else if (token._tag === "Or") {
      braces?.jumps.push(instructions.length)
      instructions.push({ _tag: "Jump", to: -1 })
      braces?.starts.push(instructions.length)
    } else if (token._tag === "Close") {
      for (const jump of braces?.jumps ?? []) instructions[jump] = { _tag: "Jump", to: instructions.length }
      open.pop()
    } else instructions.push({ _tag: token._tag })
  }
}

/** Jumps only go forward, so one look from back to front finds where nothing more needs to be taken. */
const whereGlobsEnd = (
  instructions: ReadonlyArray<Instruction>,
  isEnd: (instruction: Instruction, at: number, isEndAfter: boolean) => boolean,
): ReadonlyArray<boolean> => {
  const ends: Array<boolean> = Array.from({ length: instructions.length }, () => false)
  for (const [fromEnd, instruction] of instructions.toReversed().entries()) {
    const at = instructions.length - 1 - fromEnd
    if (instruction._tag === "Accept") ends[at] = true
    else if (instruction._tag === "Fork") ends[at] = instruction.to.some((start) => ends[start])
    else if (instruction._tag === "Jump") ends[at] = ends[instruction.to] === true
    else ends[at] = isEnd(instruction, at, ends[at + 1] === true)
  }
  return ends
}

/** Numbers the sets of characters that differ; the first is always that of "/". */
const makeSets = () => {
  const distinct: Array<CodePoints> = [slash]
  const known = new Map([[slash.join(), 0]])
  const indexOf = (set: CodePoints): number => {
    const key = set.join()
    const index = known.get(key) ?? distinct.length
    if (index === distinct.length) {
      distinct.push(set)
      known.set(key, index)
    }
    return index
  }
  return { distinct, indexOf }
}

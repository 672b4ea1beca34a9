/** Rules for properties: short globs over few letters, so that they often meet the paths and each other. */
import { Arbitrary, Result, Schema } from "effect"
import { compileGlob } from "../../../src/domain/filter/compileGlob.ts"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"

const pieces = ["a", "b", "a", "/", "/", "*", "**", "**", "?", "[ab]", "[!a]", "{a,b}", "{a,b/a}", "{,b}", "{/,a/**}"]

/** One to four rules, whose globs are made of up to so many pieces. */
const rulesOf = (longest: number): Arbitrary.Arbitrary<ReadonlyArray<FilterRule>> => {
  const Glob = Arbitrary.array(Arbitrary.schema(Schema.Literals(pieces)), { minLength: 1, maxLength: longest }).pipe(
    Arbitrary.map((chosen) => chosen.join("")),
    Arbitrary.filter((glob) => Result.isSuccess(compileGlob(glob))),
  )
  const Rule = Arbitrary.all({ glob: Glob, _tag: Arbitrary.schema(Schema.Literals(["Include", "Exclude"])) }).pipe(
    Arbitrary.map((rule): FilterRule => rule),
  )
  return Arbitrary.array(Rule, { minLength: 1, maxLength: 4 })
}

export const Rules = rulesOf(5)

/** Rules short enough that a path of seven characters shows whatever they let in. */
export const ShortRules = rulesOf(3)

/** All paths of some letters, with "/" among them. */
export const pathsOf = (letters: string, longest: number): ReadonlyArray<string> => {
  let last = [""]
  const all: Array<string> = []
  for (let length = 1; length <= longest; length++) {
    last = last.flatMap((path) => Array.from(`${letters}/`, (letter) => path + letter))
    all.push(...last)
  }
  return all.filter((path) => path.split("/").every((name) => name !== ""))
}

/** The classes of characters that a pattern can call by name. As in RE2, all of them are ASCII only. */
import { codeOf, type CodePoints, complementOf, unionOf, withoutSlash } from "./CodePoints.ts"

/** What `\d`, `\s`, `\w` and their negations stand for, by letter: characters of a name, so never "/". */
export const letterClass = (letter: string): CodePoints | undefined => letterClasses.get(letter)

/** What `[:alpha:]` and its like stand for inside brackets; `[:^alpha:]` negates. */
export const posixClass = (name: string): CodePoints | undefined => {
  if (!name.startsWith("^")) return posixClasses.get(name)
  const negated = posixClasses.get(name.slice(1))
  return negated === undefined ? undefined : complementOf(negated)
}

export const posixNames = (): ReadonlyArray<string> => [...posixClasses.keys()]

/** Ranges written as a string of pairs: "azAZ" is a to z and A to Z. */
const spans = (pairs: string): CodePoints => {
  const sets: Array<CodePoints> = []
  for (let index = 0; index < pairs.length; index += 2) {
    sets.push([codeOf(pairs.charAt(index)), codeOf(pairs.charAt(index + 1))])
  }
  return unionOf(sets)
}

const digit = spans("09")
const space = spans("\t\n\f\r  ")
const word = spans("09AZaz__")

const letterClasses: ReadonlyMap<string, CodePoints> = new Map([
  ["d", digit],
  ["D", withoutSlash(complementOf(digit))],
  ["s", space],
  ["S", withoutSlash(complementOf(space))],
  ["w", word],
  ["W", withoutSlash(complementOf(word))],
])

const posixClasses: ReadonlyMap<string, CodePoints> = new Map([
  ["alnum", spans("09AZaz")],
  ["alpha", spans("AZaz")],
  ["ascii", spans("\x00\x7f")],
  ["blank", spans("\t\t  ")],
  ["cntrl", spans("\x00\x1f\x7f\x7f")],
  ["digit", digit],
  ["graph", spans("!~")],
  ["lower", spans("az")],
  ["print", spans(" ~")],
  ["punct", spans("!/:@[`{~")],
  ["space", spans("\t\r  ")],
  ["upper", spans("AZ")],
  ["word", word],
  ["xdigit", spans("09AFaf")],
])

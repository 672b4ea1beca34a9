/** What the system says of all names in a directory, as plain numbers: those go from thread to thread at no cost. */
import { lstatSync, readdirSync, type Stats } from "node:fs"

/** `base` and `absolute` as a `Directory` has them. */
export interface Place {
  readonly base: string
  readonly absolute: string
}

export interface Survey {
  readonly names: string // with `betweenNames` between them; "" for none
  readonly numbers: Float64Array<ArrayBuffer> // those of each name in turn
}

export type Numbers = Pick<Stats, "mode" | "size" | "mtimeMs" | "ctimeMs" | "ino">

export const betweenNames = "/"

const perName = 5
const untold = -1

/** Throws what the system throws. */
export const surveyOf = (place: Place): Survey => {
  const names = readdirSync(place.base)
  const numbers = numbersFor(names.length)
  for (let index = 0; index < names.length; index++) lookAt(place, names[index]!, numbers, index)
  return { names: names.join(betweenNames), numbers }
}

export const numbersFor = (names: number): Float64Array<ArrayBuffer> => new Float64Array(names * perName)

/**
 * The path is the quickest way to ask about many names: whoever does has to look afterwards whether it was the right one.
 * What it does not tell of must be asked for in the directory itself.
 */
export const lookAt = ({ absolute }: Place, name: string, numbers: Float64Array, index: number): void => {
  const stats = statsOf(`${absolute}/${name}`)
  const at = index * perName
  numbers[at] = stats?.mode ?? untold
  if (stats === undefined) return
  numbers[at + 1] = stats.size
  numbers[at + 2] = stats.mtimeMs
  numbers[at + 3] = stats.ctimeMs
  numbers[at + 4] = stats.ino
}

const statsOf = (path: string): Stats | undefined => {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** Of the name at that index; `undefined` if nothing was told. Written over by the next call: for a million no objects are made. */
export const numbersAt = (numbers: Float64Array, index: number): Numbers | undefined => {
  const at = index * perName
  if (numbers[at] === untold) return undefined
  told.mode = numbers[at]!
  told.size = numbers[at + 1]!
  told.mtimeMs = numbers[at + 2]!
  told.ctimeMs = numbers[at + 3]!
  told.ino = numbers[at + 4]!
  return told
}

const told: { -readonly [Name in keyof Numbers]: number } = { mode: 0, size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0 }

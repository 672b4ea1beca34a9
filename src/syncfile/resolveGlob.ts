/** Globs that are known to work before anything is made of them. */
import { Result } from "effect"
import { compileGlob } from "../domain/filter/compileGlob.ts"
import { type Reading } from "./Reading.ts"
import { type KeyPath } from "./SourceMap.ts"

export const resolveGlob = (reading: Reading, path: KeyPath, written: string): string | undefined => {
  const compiled = compileGlob(written)
  return Result.isSuccess(compiled) ? written : complainOfGlob(reading, path, compiled.failure)
}

/** The sentence quotes the glob as it became, so it is not for eyes that should see the variable's name only. */
export const complainOfGlob = (reading: Reading, path: KeyPath, sentence: string): undefined => {
  const isFilled = reading.parsed.sourceMap.isFilled(path)
  const message = isFilled ? `${reading.quote(path)} makes no valid glob with its variables filled in` : sentence
  return reading.complain(path, message)
}

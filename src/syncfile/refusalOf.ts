/** Mistakes to the error that tells them. */
import { complaintsOf, type Mistake } from "./Mistake.ts"
import { type SourceText } from "./SourceText.ts"
import { SyncfileError } from "./SyncfileError.ts"

export const refusalOf = (file: string, source: SourceText, mistakes: ReadonlyArray<Mistake>): SyncfileError => {
  const [first, ...rest] = complaintsOf(source, mistakes)
  // Whoever comes here without a mistake has lost a part of the syncfile, and must not go on with the rest.
  if (first === undefined) throw new Error("a syncfile was refused without a complaint")
  return new SyncfileError({ file, complaints: [first, ...rest] })
}

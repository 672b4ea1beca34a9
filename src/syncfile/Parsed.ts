/** A syncfile that is YAML: what of it can be used, and what is wrong with the rest. */
import { type Mistake } from "./Mistake.ts"
import { type SourceMap } from "./SourceMap.ts"
import { type SourceText } from "./SourceText.ts"
import { type Syncfile } from "./Syncfile.ts"

/** The same shape with every part open to be missing: what was complained about is `undefined`. */
export type Loose<T> = T extends ReadonlyArray<infer Item> ? ReadonlyArray<Loose<Item> | undefined>
  : T extends object ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
  : T

export interface Parsed {
  readonly file: string
  readonly source: SourceText // secrets starred out
  readonly sourceMap: SourceMap
  readonly syncfile: Loose<Syncfile>
  readonly mistakes: ReadonlyArray<Mistake> // `resolve` tells these together with its own
}

/** One syncfile on its way to a setup: what it says, what is around it, and what is wrong with it. */
import { type Folders } from "./localPath.ts"
import { type Mistake } from "./Mistake.ts"
import { type Parsed } from "./Parsed.ts"
import { type KeyPath } from "./SourceMap.ts"
import { quoted } from "./words.ts"

export interface ResolveContext extends Folders {
  /** The text of a file with rules, by its absolute path; `undefined` when there is none. */
  readonly ignoreFiles: (path: string) => string | undefined
}

export interface Reading {
  readonly parsed: Parsed
  readonly context: ResolveContext
  readonly mistakes: ReadonlyArray<Mistake>
  /** Notes what is wrong with a part. Its `undefined` stands for that part from then on. */
  readonly complain: (path: KeyPath, message: string, hint?: string) => undefined
  /** A value in backticks, as the user wrote it. */
  readonly quote: (path: KeyPath) => string
}

export const makeReading = (parsed: Parsed, context: ResolveContext): Reading => {
  const mistakes: Array<Mistake> = [...parsed.mistakes]
  const { sourceMap } = parsed
  return {
    parsed,
    context,
    mistakes,
    complain: (path, message, hint) => {
      mistakes.push({ span: sourceMap.spanOf(path, "value"), message, hint })
    },
    quote: (path) => quoted(sourceMap.spellingOf(path) ?? ""),
  }
}

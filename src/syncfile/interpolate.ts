/** Variables of the environment filled into one text of the syncfile. */
import { Result } from "effect"

export type Environment = Readonly<Record<string, string | undefined>>

/** What could not be filled in, and how it is spelt, so that it can be found in the text. */
export interface Unfilled {
  readonly spelling: string
  readonly message: string
  readonly hint: string | undefined
}

/**
 * `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, and `$$` for a dollar sign; any other `$` stands for itself. A
 * variable that is set but empty counts as not set: half a path is the wrong path.
 */
export const interpolate = (text: string, env: Environment): Result.Result<string, ReadonlyArray<Unfilled>> => {
  const unfilled: Array<Unfilled> = []
  const filled = text.replaceAll(/\$\$|\$\{([^}]*)(\}?)/g, (spelling, body: string | undefined, end: string) => {
    if (body === undefined) return "$"
    const [, name, fallback, complaint] = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*)|:\?([\s\S]*))?$/.exec(body) ?? []
    if (name === undefined || end === "" || body.includes("${")) {
      unfilled.push({ spelling, message: `\`${spelling}\` is not a variable that can be filled in`, hint: grammar })
      return ""
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined
    if (value !== undefined && value !== "") return value
    if (fallback !== undefined) return fallback
    const state = value === undefined ? "is not set" : "is empty"
    const reason = complaint === undefined || complaint === "" ? "" : `: ${complaint}`
    unfilled.push({ spelling, message: `environment variable ${name} ${state}${reason}`, hint: undefined })
    return ""
  })
  return unfilled.length === 0 ? Result.succeed(filled) : Result.fail(unfilled)
}

const grammar = "write ${NAME}, ${NAME:-default} or ${NAME:?message}; write $$ for a dollar sign"

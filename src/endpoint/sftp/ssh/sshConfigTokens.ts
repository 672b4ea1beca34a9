/** Replaces what ssh_config abbreviates in its values: `%` tokens and the home folder. */
import { isAbsolute, join } from "node:path"

export interface Tokens {
  readonly home: string // ~ and %d
  readonly alias: string // %n, the host as asked for
  readonly host: string // %h
  readonly port: number // %p
  readonly user: string // %r
  readonly localUser: string // %u
}

/** `undefined` when a token is not one of these. */
export const withTokens = (text: string, tokens: Tokens): string | undefined => {
  const values: Readonly<Record<string, string>> = {
    "%": "%",
    d: tokens.home,
    n: tokens.alias,
    h: tokens.host,
    p: `${tokens.port}`,
    r: tokens.user,
    u: tokens.localUser,
  }
  let known = true
  const replaced = text.replaceAll(/%(.?)/gsu, (_, letter: string) => {
    const value = values[letter]
    known &&= value !== undefined
    return value ?? ""
  })
  return known ? replaced : undefined
}

/** An absolute path, or `undefined` when it is not one, `none` included. */
export const pathOf = (text: string, tokens: Tokens): string | undefined => {
  const atHome = text === "~" || text.startsWith("~/") ? join(tokens.home, text.slice(1)) : text
  const path = withTokens(atHome, tokens)
  return path !== undefined && isAbsolute(path) ? path : undefined
}

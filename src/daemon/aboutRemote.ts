/** What is said of a server, under its name: most of it begins with that already. */
import { printable } from "../report/escape.ts"

export const aboutRemote = (remote: string, words: string): string =>
  printable(words.startsWith(`${remote}:`) ? words : `${remote}: ${words}`)

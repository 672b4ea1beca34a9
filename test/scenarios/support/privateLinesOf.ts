/** The lines of a private key file that nobody else may see. */
import { readFileSync } from "node:fs"

/** The first line of the body is the same in every key of a kind, and the last one may be a few letters only. */
export const privateLinesOf = (keyFile: string): ReadonlyArray<string> =>
  readFileSync(keyFile, "utf8").split("\n").filter((line) => /^[A-Za-z0-9+/=]{40,}$/u.test(line)).slice(1)

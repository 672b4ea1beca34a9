/** The command as it is installed: the bundle, which `test/support/buildBundle.ts` makes before the first test. */
import { join } from "node:path"

export const program = join(import.meta.dirname, "..", "..", "..", "dist", "syncfile.mjs")

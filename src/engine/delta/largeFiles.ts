/** From which size on it is worth knowing what a file is made of. */
import { Context } from "effect"
import { leastBytes } from "./BlockList.ts"

/** Tests have smaller ones. */
export const LargeFiles = Context.Reference<{ readonly leastBytes: number }>("syncfile/engine/LargeFiles", {
  defaultValue: () => ({ leastBytes }),
})

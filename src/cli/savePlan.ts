/** Saves plans to a file and says how to apply it. */
import { Effect } from "effect"
import { type Plan } from "../domain/Plan.ts"
import { encodePlanFile } from "../engine/planFile.ts"
import { remark } from "./look.ts"
import { writePrivately } from "./writePrivately.ts"

export const savePlan = Effect.fnUntraced(
  function*(file: string, name: string, created: string, plans: ReadonlyArray<Plan>) {
    const { text, digest } = encodePlanFile(name, created, plans)
    yield* writePrivately(file, text)
    yield* remark(
      `\nSaved the plan to ${file} (${digest}). To perform exactly these actions:\n  syncfile apply ${file}`,
    )
  },
)

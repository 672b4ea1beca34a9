/** Asks before anything is changed. Only the word itself counts; where nobody can be asked, nothing is done. */
import { Effect } from "effect"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { ended, Failure } from "./Failure.ts"
import * as globals from "./globals.ts"
import { remark } from "./look.ts"

export interface Approval {
  readonly isGiven: boolean // beforehand, on the command line
  readonly question: string
  readonly what: string // what will happen, a sentence without its full stop
  readonly cancelled: string // what is said when the answer is no
  readonly instead: string // what to do where nobody can be asked
}

export const approve = Effect.fnUntraced(function*({ isGiven, question, what, cancelled, instead }: Approval) {
  if (isGiven) return
  const { ask, variables } = yield* Environment
  const mayAsk = !(yield* globals.Json) && !(yield* globals.NoInput) && !variables["CI"]
  const answer = mayAsk
    ? yield* ask(`\n${question}\n  ${what}. Only 'yes' will be accepted to approve.\n\n  Enter a value: `)
    : undefined
  if (answer === "yes") return
  if (answer !== undefined) {
    yield* remark(`\n${cancelled}`)
    return yield* ended(ExitCode.declined)
  }
  return yield* new Failure({ code: ExitCode.declined, message: `Error: ${instead}` })
})

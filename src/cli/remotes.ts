/** Names of remotes on the command line. */
import { Effect } from "effect"
import { type Remote } from "../domain/Remote.ts"
import { type Setup } from "../domain/Setup.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { unknown } from "./selectPairs.ts"

export const selectRemotes = (
  setup: Setup,
  names: ReadonlyArray<string>,
): Effect.Effect<ReadonlyArray<Remote>, Failure> =>
  names.length === 0
    ? Effect.succeed([...setup.remotes.values()])
    : Effect.forEach(names, (name) => selectRemote(setup, name))

export const selectRemote = (setup: Setup, name: string): Effect.Effect<Remote, Failure> => {
  const remote = setup.remotes.get(name)
  if (remote !== undefined) return Effect.succeed(remote)
  return setup.remotes.size > 0 ? unknown("the syncfile", "remote", name, [...setup.remotes.keys()]) : Effect.fail(
    new Failure({
      code: ExitCode.usage,
      message: `Error: the syncfile declares no remotes, so there is no "${name}".`,
    }),
  )
}

/** How files are written on one server, as far as the probe tells. */
import { Effect } from "effect"
import { type Publishing } from "../Endpoint.ts"
import { EndpointError } from "../EndpointError.ts"
import { publishingOf } from "./capabilities.ts"
import { type Ground } from "./Ground.ts"
import { type Probe } from "./probe.ts"
import { type Renames } from "./renaming.ts"

export interface Strategy extends Renames {
  readonly publishing: Publishing
  readonly setsAttributes: boolean // FSETSTAT is taken, whether or not it has an effect
}

/** The folder that is written to, and the one that old versions go to. */
export interface Grounds {
  readonly ground: Ground
  readonly backup: Ground | undefined
}

export const strategyOf = (found: Probe, name: string): Effect.Effect<Strategy, EndpointError> => {
  const publishing = publishingOf(found)
  const { setsAttributes, keepsTimes, renames, renameReplaces, posixRenames, renamesDirectories } = found
  return publishing === undefined
    ? Effect.fail(
      new EndpointError({
        endpoint: name,
        operation: "write",
        reason: {
          _tag: "Unsupported",
          what: "any safe way to replace a file (no rename, and files appear half-written)",
        },
      }),
    )
    : Effect.succeed({
      publishing,
      setsAttributes,
      keepsTimes,
      renames,
      renameReplaces,
      posixRenames,
      renamesDirectories,
    })
}

/** Finds out what a server can do, or takes what was found before. */
import { Effect, Option, Schema } from "effect"
import { type Probes } from "../Probes.ts"
import { Probe, probe } from "./probe.ts"
import { type SftpFolder } from "./SftpFolder.ts"

/** What was found holds for one folder, and for as long as the server announces itself alike. */
export const tryOut = Effect.fnUntraced(function*(folder: SftpFolder, probes: typeof Probes.Service) {
  const session = yield* folder.session
  const key = `${folder.server}:${folder.base} ${session.ident} ${
    [...session.announced.extensions].toSorted().join(",")
  }`
  const known = Schema.decodeUnknownOption(Probe)(yield* probes.load(key))
  if (Option.isSome(known)) return known.value
  const found = yield* probe(session, folder.base, folder.run)
  yield* probes.save(key, found)
  return found
})

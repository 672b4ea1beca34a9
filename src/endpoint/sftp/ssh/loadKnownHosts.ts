/** Reads the known_hosts files of a server. */
import { Effect } from "effect"
import { type EndpointError } from "../../EndpointError.ts"
import { readTrustedFile } from "../../readTrustedFile.ts"
import { type KnownHosts, parseKnownHosts } from "./KnownHosts.ts"
import { misconfigured } from "./misconfigured.ts"

/** A file that does not exist says nothing; one that cannot be read might revoke a key, so nothing is trusted then. */
export const loadKnownHosts = (
  endpoint: string,
  files: ReadonlyArray<string>,
): Effect.Effect<KnownHosts, EndpointError> =>
  Effect.forEach(files, (file) =>
    readTrustedFile(file).pipe(
      Effect.map(({ text }) => parseKnownHosts(text, file)),
      Effect.catchTag(
        "UntrustedFile",
        (error) => error.why === "absent" ? Effect.succeed([]) : Effect.fail(misconfigured(endpoint, error.message)),
      ),
    )).pipe(Effect.map((lines) => lines.flat()))

/** Where a secret is kept, as written. A syncfile is read by many, so it never holds the secret itself. */
import { Schema } from "effect"
import { required } from "./documented.ts"
import { CredentialName, EnvName, Path } from "./WrittenText.ts"

export const Secret = Schema.Union([
  Schema.Struct({
    env: required(EnvName, "The environment variable that holds the secret.", "OFFICE_SFTP_PASSWORD"),
  }),
  Schema.Struct({
    file: required(
      Path,
      "The file that holds the secret. A relative path starts at the folder of the syncfile, `~/` at your home folder.",
      "~/.ssh/id_ed25519",
      "./secrets/password",
    ),
  }),
  Schema.Struct({
    command: required(
      Schema.Array(Schema.String).check(Schema.isMinLength(1)),
      "A program and its arguments, run without a shell. The secret is the first line that it prints.",
      ["pass", "show", "sftp/office"],
    ),
  }),
  Schema.Struct({
    credential: required(
      CredentialName,
      "A systemd credential: a file of this name in $CREDENTIALS_DIRECTORY.",
      "office-password",
    ),
  }),
]).annotate({ identifier: "Secret", description: "Where the secret is kept: env, file, command or credential." })
export type Secret = typeof Secret.Type

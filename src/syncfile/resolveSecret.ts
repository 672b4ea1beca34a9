/** Where a written secret is to be read from. */
import { type SecretSource } from "../domain/Remote.ts"
import { localPath } from "./localPath.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { type Secret } from "./Secret.ts"
import { type KeyPath } from "./SourceMap.ts"

export const resolveSecret = (
  reading: Reading,
  path: KeyPath,
  written: Loose<Secret> | undefined,
): SecretSource | undefined => {
  if (written === undefined) return undefined
  if ("env" in written) return written.env === undefined ? undefined : { _tag: "Env", name: written.env }
  if ("file" in written) {
    return written.file === undefined ? undefined : { _tag: "File", path: localPath(written.file, reading.context) }
  }
  if ("credential" in written) {
    return written.credential === undefined ? undefined : { _tag: "Credential", name: written.credential }
  }
  if (!("command" in written) || written.command === undefined) return undefined
  const argv = argvOf(written.command)
  return argv === undefined
    ? reading.complain([...path, "command", 0], "`command` names no program")
    : { _tag: "Command", argv }
}

/** `undefined`: it names no program. */
export const argvOf = (
  written: ReadonlyArray<string | undefined>,
): readonly [string, ...ReadonlyArray<string>] | undefined => {
  const [program, ...rest] = written
  return program === undefined || program === "" ? undefined : [program, ...rest.filter((part) => part !== undefined)]
}

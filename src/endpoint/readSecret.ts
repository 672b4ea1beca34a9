/** Reads secrets from where the syncfile says that they are: the real `Secrets`. */
import { Config, Effect, Layer, Option, Redacted } from "effect"
import { execFile } from "node:child_process"
import { isAbsolute, join } from "node:path"
import { type SecretSource } from "../domain/Remote.ts"
import { readTrustedFile } from "./readTrustedFile.ts"
import { type SecretMissing, Secrets } from "./Secrets.ts"

type Read = Effect.Effect<Redacted.Redacted, SecretMissing>

/** A secret is never empty. One line end behind it does not belong to it; whatever else there is does. */
export const readSecret = (source: SecretSource): Read => {
  switch (source._tag) {
    case "Env":
      return readVariable(source.name)
    case "File":
      return readFile(source.path)
    case "Command":
      return readOutput(source.argv)
    case "Credential":
      return readCredential(source.name)
  }
}

export const layerSecrets: Layer.Layer<Secrets> = Layer.succeed(Secrets, { read: readSecret })

const missing = (message: string) => Effect.fail<SecretMissing>({ _tag: "SecretMissing", message })

const found = (text: string, where: string): Read => {
  const secret = text.replace(/\r?\n$/u, "")
  return secret === "" ? missing(`${where} is empty`) : Effect.succeed(Redacted.make(secret))
}

const variable = (name: string) => Effect.orDie(Config.option(Config.String(name)))

const readVariable = (name: string): Read =>
  Effect.flatMap(variable(name), (value) =>
    Option.isSome(value)
      ? found(value.value, `the environment variable ${name}`)
      : missing(`the environment variable ${name} is not set, or empty`))

const readFile = (path: string): Read => {
  if (!isAbsolute(path)) return missing(`${path} is not an absolute path`)
  return readTrustedFile(path).pipe(
    Effect.catchTag("UntrustedFile", ({ message }) => missing(message)),
    Effect.flatMap(({ text }) => found(text, path)),
  )
}

const readCredential = (name: string): Read =>
  Effect.flatMap(variable("CREDENTIALS_DIRECTORY"), (folder) => {
    if (name.includes("/")) return missing(`${name} is no name of a credential`)
    return Option.isSome(folder)
      ? readFile(join(folder.value, name))
      : missing(`there is no credential ${name}: systemd has passed none (CREDENTIALS_DIRECTORY is not set)`)
  })

const patienceSeconds = 10

/** Password managers print the password first and notes below it. A private key, though, is all of its lines. */
const readOutput = (argv: readonly [string, ...ReadonlyArray<string>]): Read =>
  run(argv).pipe(
    Effect.timeoutOrElse({
      duration: `${patienceSeconds} seconds`,
      orElse: () => missing(`${argv[0]} has not printed a secret within ${patienceSeconds} seconds`),
    }),
    Effect.flatMap((printed) => {
      const isKey = /^(?:-----BEGIN |PuTTY-User-Key-File-)/u.test(printed)
      return found(isKey ? printed : printed.split("\n", 1)[0] ?? "", `what ${argv[0]} prints`)
    }),
  )

/** Without a shell and with nothing to read. What it printed is in no error, its complaints are. */
const run = ([program, ...args]: readonly [string, ...ReadonlyArray<string>]): Effect.Effect<string, SecretMissing> =>
  Effect.callback((resume) => {
    const child = execFile(program, args, { encoding: "utf8", windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) return resume(Effect.succeed(stdout))
      const complaint = stderr.split("\n", 1)[0]?.replaceAll(/\p{Cc}/gu, "?").slice(0, 200) ?? ""
      const outcome = typeof error.code === "string"
        ? `cannot be run (${error.code})`
        : `failed (${error.code ?? "killed"})`
      resume(missing(`${program} ${outcome}${complaint === "" ? "" : `: ${complaint}`}`))
    })
    child.stdin?.on("error", () => {}) // it may be gone already
    child.stdin?.end()
    return Effect.sync(() => {
      child.kill("SIGKILL")
      child.stdout?.destroy() // what it started may still hold the other end
      child.stderr?.destroy()
    })
  })

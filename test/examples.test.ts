import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { Mode } from "../src/domain/Pair.ts"
import { readSyncfile } from "../src/syncfile/readSyncfile.ts"

const root = join(import.meta.dirname, "..")
/** The demo has tests of its own, because it runs. */
const examples = globSync("examples/*/syncfile.yaml", { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.startsWith("examples/demo/"))
  .sort()

/** What has to be set before an example can be used; every other variable in an example has a default. */
const variables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "publish-website": { WEB_HOST: "staging.example.com" },
  "s3-behind-sftp": {
    SFTPTOGO_HOST: "example.sftptogo.com",
    SFTPTOGO_USER: "ada",
    SFTPTOGO_HOST_KEY: `SHA256:${"A".repeat(43)}`,
  },
}

const read = (file: string, env: Readonly<Record<string, string>>) =>
  readSyncfile({
    file,
    text: readFileSync(join(root, file), "utf8"),
    env,
    directory: dirname(join(root, file)),
    home: "/home/ada",
    ignoreFiles: (path) => existsSync(path) ? readFileSync(path, "utf8") : undefined,
  })

const nameOf = (file: string) => file.split("/")[1] ?? ""

describe("examples", () => {
  it("are there", () => {
    const expected = [
      "collect-copy",
      "docker-compose",
      "jump-host",
      "kubernetes",
      "nightly-mirror",
      "publish-website",
      "s3-behind-sftp",
      "systemd-service",
      "two-way",
    ]
    assert.includeMembers(examples.map(nameOf), expected)
  })

  it.each(examples)("%s is valid", (file) => {
    const setup = Result.getOrThrowWith(read(file, variables[nameOf(file)] ?? {}), (error) => error)
    assert.isAbove(setup.pairs.length, 0)
  })

  it("show every mode", () => {
    const setups = examples.map((file) => Result.getOrThrow(read(file, variables[nameOf(file)] ?? {})))
    assert.sameMembers([...new Set(setups.flatMap(({ pairs }) => pairs.map(({ mode }) => mode)))], [...Mode.literals])
  })

  it.each(Object.keys(variables))("%s says what is missing when no variable is set", (name) => {
    const result = read(`examples/${name}/syncfile.yaml`, {})
    const messages = Result.isFailure(result) ? result.failure.complaints.map(({ message }) => message) : []
    const missing = Object.keys(variables[name] ?? {}).map((variable) => `environment variable ${variable} is not set`)
    assert.deepStrictEqual(messages.map((message) => message.replace(/:.*/, "")), missing)
  })

  it.each(examples)("%s starts with the schema for editors and a paragraph of its own", (file) => {
    const [modeline, blank, ...paragraph] = readFileSync(join(root, file), "utf8").split("\n")
    assert.strictEqual(modeline, "# yaml-language-server: $schema=../../schemas/syncfile.schema.json")
    assert.strictEqual(blank, "#")
    assert.isTrue(paragraph.slice(0, 3).every((line) => /^# \S.{40,}/.test(line)))
  })
})

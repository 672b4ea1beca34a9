import { assert, describe, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import { Result, Schema } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { jsonSchema } from "../../src/syncfile/jsonSchema.ts"
import { Syncfile } from "../../src/syncfile/Syncfile.ts"

const committed = join(import.meta.dirname, "../../schemas/syncfile.schema.json")

/** Every object of the schema, with the way that leads to it. */
const nodesOf = (value: unknown, path = "#"): ReadonlyArray<readonly [string, Record<string, unknown>]> =>
  typeof value !== "object" || value === null
    ? []
    : [
      ...(Array.isArray(value) ? [] : [[path, value as Record<string, unknown>] as const]),
      ...Object.entries(value).flatMap(([key, inner]) => key === "examples" ? [] : nodesOf(inner, `${path}/${key}`)),
    ]

/** The keys of maps. What `else` asks for is described where the keys are declared. */
const propertiesOf = () =>
  nodesOf(jsonSchema()).flatMap(([path, node]) =>
    /\/(?:if|else)(?:\/|$)/.test(path)
      ? []
      : Object.entries(node["properties"] ?? {}).map(([key, property]) =>
        [`${path}/${key}`, property as Record<string, unknown>] as const
      )
  )

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(jsonSchema())
const decode = Schema.decodeUnknownResult(Syncfile, { errors: "all", onExcessProperty: "error" })

const pair = { mode: "copy", source: "./a", target: "./b" }
const remote = { type: "sftp", host: "h", user: "u", auth: { agent: true } }
const withPair = (more: object) => ({ version: 1, name: "a", pairs: { p: { ...pair, ...more } } })
const twoWay = { mode: "two-way", left: "./a", right: "./b" }
const withTwoWay = (more: object) => ({ version: 1, name: "a", pairs: { p: { ...twoWay, ...more } } })
const withRemote = (more: object) => ({
  version: 1,
  name: "a",
  pairs: { p: pair },
  remotes: { r: { ...remote, ...more } },
})
const withAuth = (auth: unknown) => withRemote({ auth })

const accepted: ReadonlyArray<unknown> = [
  withPair({}),
  { ...withPair({}), "x-": 1, "x-a": { b: [null] } },
  { ...withPair({}), remotes: {}, defaults: {}, state: { type: "sqlite" } },
  withPair({ compare: { by: ["size", "modified"] }, symlinks: "follow", filters: [] }),
  withPair({ filters: ["- a", [["+ b"], { include: "c" }], { exclude: "d" }, { ignoreFile: "e" }] }),
  withPair({ filters: [{ minSize: "0B" }, { maxSize: "1.5TiB" }, { minAge: "1w2d3h4m5s" }, { maxAge: "0s" }] }),
  withPair({ limits: { deletes: {}, changes: { percent: 0.5 }, transfer: "1kB" } }),
  withPair({ backup: "on" }),
  withPair({ backup: { target: "./c", keep: "forever" } }),
  withTwoWay({}),
  withTwoWay({ backup: "off", filters: ["- a"], limits: { transfer: "1kB" }, compare: { by: ["size"] } }),
  withTwoWay({ backup: { left: "./c", right: "./d", keep: "1w2d" }, conflicts: {} }),
  withTwoWay({ conflicts: { resolve: "newer", loser: "keep-copy", againstDelete: "hold", rules: [] } }),
  withTwoWay({ conflicts: { rules: [{ match: "a" }, { match: "b", resolve: "left" }] } }),
  { ...withPair({}), defaults: { conflicts: { resolve: "older" }, backup: { keep: "1s" } } },
  { ...withTwoWay({}), defaults: { conflicts: { rules: [{ match: "a", loser: "backup" }] }, backup: "off" } },
  withRemote({ port: 65535, knownHosts: "a", root: "", sshConfig: false, algorithms: { legacy: false } }),
  withRemote({ host: "::1", knownHosts: ["a", "b"], jump: "x", hostKey: `SHA256:${"A".repeat(43)}` }),
  { version: 1, name: "a", pairs: { p: pair }, remotes: { r: { type: "sftp", host: "h", sshConfig: true } } },
  withAuth({ password: { env: "A" } }),
  withAuth({ privateKey: { file: "a" }, passphrase: { command: ["a", ""] } }),
  withAuth({ privateKey: { credential: "a.b@c" } }),
]

const rejected: ReadonlyArray<unknown> = [
  undefined,
  null,
  [],
  "a",
  {},
  { version: 1, name: "a" },
  { version: 1, name: "a", pairs: {} },
  { version: 1, name: "a", pairs: { P: pair } },
  { ...withPair({}), version: 2 },
  { ...withPair({}), version: "1" },
  { ...withPair({}), name: "-a" },
  { ...withPair({}), name: "a".repeat(64) },
  { ...withPair({}), y: 1 },
  { ...withPair({}), remotes: null },
  { ...withPair({}), state: {} },
  { ...withPair({}), state: { type: "postgres" } },
  { ...withPair({}), state: { type: "sqlite", path: "" } },
  { ...withPair({}), defaults: { mode: "copy" } },
  { version: 1, name: "a", pairs: { p: { mode: "copy", source: "./a" } } },
  withPair({ mode: "two-way" }),
  withPair({ left: "./c" }),
  withPair({ conflicts: {} }),
  withPair({ backup: true }),
  withPair({ backup: { left: "./c" } }),
  withPair({ backup: { target: "" } }),
  withPair({ backup: { keep: "30" } }),
  withPair({ backup: { keep: "" } }),
  withPair({ backup: { keep: "30dforever" } }),
  { version: 1, name: "a", pairs: { p: { mode: "two-way", left: "./a" } } },
  { version: 1, name: "a", pairs: { p: { left: "./a", right: "./b" } } },
  withTwoWay({ mode: "mirror" }),
  withTwoWay({ mode: undefined }),
  withTwoWay({ source: "./c" }),
  withTwoWay({ backup: { target: "./c" } }),
  withTwoWay({ backup: "yes" }),
  withTwoWay({ conflicts: "newer" }),
  withTwoWay({ conflicts: { resolve: "newest" } }),
  withTwoWay({ conflicts: { loser: "delete" } }),
  withTwoWay({ conflicts: { againstDelete: "keep" } }),
  withTwoWay({ conflicts: { match: "a" } }),
  withTwoWay({ conflicts: { rules: [{}] } }),
  withTwoWay({ conflicts: { rules: [{ match: "" }] } }),
  withTwoWay({ conflicts: { rules: [{ match: "a", rules: [] }] } }),
  { ...withTwoWay({}), defaults: { backup: { left: "./c" } } },
  withPair({ schedule: "x" }),
  withPair({ source: "" }),
  withPair({ source: "a\u0000" }),
  withPair({ compare: {} }),
  withPair({ compare: { by: ["modified", "size"] } }),
  withPair({ compare: { by: [] } }),
  withPair({ filters: ["a"] }),
  withPair({ filters: ["-  "].map((line) => line.trim()) }),
  withPair({ filters: [{}] }),
  withPair({ filters: [{ include: "a", exclude: "b" }] }),
  withPair({ filters: [null] }),
  withPair({ filters: [{ maxSize: "10" }] }),
  withPair({ filters: [{ maxSize: "10 MB" }] }),
  withPair({ filters: [{ maxSize: 10 }] }),
  withPair({ filters: [{ maxAge: "1M" }] }),
  withPair({ filters: [{ maxAge: "" }] }),
  withPair({ limits: { deletes: { count: -1 } } }),
  withPair({ limits: { deletes: { percent: 101 } } }),
  withPair({ limits: { changes: {} } }),
  withRemote({ port: 0 }),
  withRemote({ port: 22.5 }),
  withRemote({ host: "a b" }),
  withRemote({ host: "a:1" }),
  withRemote({ user: "a b" }),
  withRemote({ knownHosts: [] }),
  withRemote({ hostKey: "SHA256:x" }),
  withRemote({ sshConfig: "yes" }),
  withRemote({ algorithms: {} }),
  { version: 1, name: "a", pairs: { p: pair }, remotes: { r: { type: "sftp", host: "h" } } },
  {
    version: 1,
    name: "a",
    pairs: { p: pair },
    remotes: { r: { type: "sftp", host: "h", user: "u", sshConfig: false } },
  },
  withAuth({}),
  withAuth({ password: "secret" }),
  withAuth({ password: { env: "A", file: "b" } }),
  withAuth({ password: { env: "A" }, agent: true }),
  withAuth({ agent: false }),
  withAuth({ passphrase: { env: "A" } }),
  withAuth({ password: { env: "A B" } }),
  withAuth({ password: { command: [] } }),
  withAuth({ password: { command: [1] } }),
  withAuth({ password: { credential: ".." } }),
]

describe("jsonSchema", () => {
  it("is what is committed (npm run schema writes it)", () => {
    assert.strictEqual(readFileSync(committed, "utf8"), `${JSON.stringify(jsonSchema(), undefined, 2)}\n`)
  })

  it("declares its draft and a title, and no address that may move", () => {
    const { $id, $schema, title } = jsonSchema()
    assert.deepStrictEqual([$id, $schema, title], [
      undefined,
      "https://json-schema.org/draft/2020-12/schema",
      "syncfile, version 1",
    ])
  })

  it("describes every key, with an example", () => {
    assert.isAbove(propertiesOf().length, 40)
    for (const [path, property] of propertiesOf()) {
      assert.match(String(property["description"]), /^.{10,}\.$/, path)
      assert.isTrue(Array.isArray(property["examples"]) && property["examples"].length > 0, path)
    }
  })

  it("gives examples that it accepts itself", () => {
    const ajv = new Ajv2020({ strict: true })
    const { $defs } = jsonSchema()
    for (const [path, property] of propertiesOf()) {
      const accepts = ajv.compile({ ...property, $defs })
      for (const example of property["examples"] as ReadonlyArray<unknown>) {
        assert.isTrue(accepts(example), `${path}: ${JSON.stringify(example)}`)
      }
    }
  })

  it("leaves no object open", () => {
    const open = nodesOf(jsonSchema()).filter(([path, node]) =>
      node["type"] === "object" && node["additionalProperties"] === undefined && !path.includes("/if")
    )
    assert.deepStrictEqual(open.map(([path]) => path), [])
  })

  it.each(accepted.map((value) => [JSON.stringify(value)]))("accepts, as the decoder does, %s", (text) => {
    assert.deepStrictEqual([validate(JSON.parse(text)), Result.isSuccess(decode(JSON.parse(text)))], [true, true])
  })

  it.each(rejected.map((value) => [JSON.stringify(value) ?? "undefined", value]))(
    "rejects, as the decoder does, %s",
    (_title, value) => {
      assert.deepStrictEqual([validate(value), Result.isSuccess(decode(value))], [false, false])
    },
  )

  it("agrees with the decoder on syncfiles in which one value was swapped for another", () => {
    const swaps = [null, true, 0, -1, 1.5, "", "a", "./a", "1B", "1s", "on", "two-way", "left", [], ["size"], {}, {
      env: "A",
    }, { x: 1 }]
    const verdicts = { accepted: 0, rejected: 0 }
    for (const whole of accepted) {
      for (const path of pathsIn(whole)) {
        for (const swap of swaps) {
          const swapped = structuredClone(whole) as Record<string, unknown>
          const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, swapped)
          parent[path.at(-1) ?? ""] = swap
          const isValid = validate(swapped)
          assert.strictEqual(Result.isSuccess(decode(swapped)), isValid, JSON.stringify(swapped))
          verdicts[isValid ? "accepted" : "rejected"]++
        }
      }
    }
    assert.isAbove(verdicts.accepted, 100)
    assert.isAbove(verdicts.rejected, 1000)
  })
})

/** Every way into a value, each longer one after the one that leads to it. */
const pathsIn = (value: unknown, path: Array<string> = []): Array<Array<string>> =>
  typeof value !== "object" || value === null ? [] : Object.entries(value).flatMap(([key, inner]) => {
    const here = path.concat(key)
    return [here].concat(pathsIn(inner, here))
  })

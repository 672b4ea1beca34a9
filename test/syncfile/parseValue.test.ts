import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, errorOf, hintsFor, setupOf, withPairs, withRemotes } from "./reading.ts"

const remote = (more: string) => withRemotes(`  r: { type: sftp, user: ada, auth: { agent: true }, ${more} }`)

describe("parseValue", () => {
  it("fills variables in, in every kind of scalar", () => {
    const text = withRemotes(
      "  r:\n    type: sftp\n    host: ${HOST}\n    user: \"${USER}\"\n    auth: { agent: true }\n    root: '/srv/${USER}'",
    )
    const found = setupOf(text, { env: { HOST: "sftp.test", USER: "ada" } }).remotes.get("r")
    assert.deepStrictEqual([found?.host, found?.user, found?.root], ["sftp.test", "ada", "/srv/ada"])
  })

  it("reads a variable as a number or a boolean where one is wanted, and as text where text is", () => {
    const text = withRemotes(
      "  r:\n    type: sftp\n    host: h\n    port: ${PORT}\n    user: ${NUMBER}\n    auth: { agent: \"${YES}\" }\n    sshConfig: ${NO}",
    )
    const found = setupOf(text, { env: { PORT: "2222", NUMBER: "4711", YES: "true", NO: "false" } }).remotes.get("r")
    assert.deepStrictEqual([found?.port, found?.user, found?.auth, found?.sshConfig], [
      2222,
      "4711",
      { _tag: "Agent" },
      false,
    ])
  })

  it("leaves a quoted number that is no variable the text that it is", () => {
    assert.deepStrictEqual(complaintsAbout(remote("host: h, port: \"22\"")), [
      "5:69 `port` must be a whole number, not `22`",
    ])
  })

  it("marks the variable that is missing, wherever it stands in its value", () => {
    const text = withPairs("  p: { mode: copy, source: \"./${A}/${B:?name it}\", target: ./b }")
    assert.deepStrictEqual(complaintsAbout(text), [
      "7:31 environment variable A is not set",
      "7:36 environment variable B is not set: name it",
    ])
    assert.deepStrictEqual(errorOf(text).complaints[1]?.excerpt, [
      "  6 | pairs:",
      "  7 |   p: { mode: copy, source: \"./${A}/${B:?name it}\", target: ./b }",
      "    |                                    ^^^^^^^^^^^^^",
    ])
  })

  it("refuses a variable that is set to nothing", () => {
    const text = withPairs("  p: { mode: mirror, source: ./a, target: \"${ROOT}/\" }")
    assert.deepStrictEqual(complaintsAbout(text, { env: { ROOT: "" } }), ["7:44 environment variable ROOT is empty"])
  })

  it("shows the variable's name, not its value, when the value is wrong", () => {
    const env = { HOST: "s3cr3t host", PORT: "s3cr3t", GLOB: "s3cr3t[", PLACE: "s3cr3t", MODE: "s3cr3t" }
    const text = withPairs(
      "  p: { mode: \"${MODE}\", source: \"${PLACE}\", target: \"${PLACE}:x\", filters: [exclude: \"${GLOB}\", \"- ${GLOB}\"] }",
    ) + "x-a: ${HOST}\n"
    assert.deepStrictEqual(complaintsAbout(text, { env }), [
      "7:14 `mode` must be `copy`, `mirror` or `two-way`, not `${MODE}`",
      "7:33 `${PLACE}` is neither a folder on this machine nor one on a remote",
      "7:53 `${PLACE}:x` lies on a remote that is not declared under `remotes`",
      "7:86 `${GLOB}` makes no valid glob with its variables filled in",
      "7:97 `- ${GLOB}` makes no valid glob with its variables filled in",
    ])
    assert.notInclude(errorOf(text, { env }).message, "s3cr3t")
    assert.notInclude(errorOf(remote("host: \"${HOST}\", port: \"${PORT}\""), { env }).message, "s3cr3t")
  })

  it("fills in values only, never keys", () => {
    assert.deepStrictEqual(complaintsAbout(withPairs("  \"${NAME}\": { mode: copy, source: ./a, target: ./b }")), [
      "7:3 `${NAME}` is no name: a name is up to 63 lower-case letters, digits and dashes",
    ])
  })

  it("looks at what stands below x-… only where an alias takes it", () => {
    const text = `x-a: "\${NOPE}"\nx-b: &b [exclude: "\${NAME}"]\n${
      withPairs("  p: { mode: copy, source: ./a, target: ./b, filters: *b }")
    }`
    assert.deepStrictEqual(complaintsAbout(text), ["2:20 environment variable NAME is not set"])
    assert.deepStrictEqual(setupOf(text, { env: { NAME: "x" } }).pairs[0]?.filters, [{ _tag: "Exclude", glob: "x" }])
  })

  it("tells a mistake in an anchor once, however many aliases take it", () => {
    const pairs = ["p", "q", "r"].map((name) =>
      `  ${name}: { mode: copy, source: ./a, target: ./${name}, filters: *f }`
    )
    assert.deepStrictEqual(complaintsAbout(`x-f: &f [excude: a, exclude: "["]\n${withPairs(pairs.join("\n"))}`), [
      "1:10 unknown key `excude` in pairs.p.filters[0]",
      "1:30 In \"[\", the \"[\" is never closed at character 1: add a \"]\", or write \"\\[\" for the character itself.",
    ])
  })

  it("refuses aliases of aliases that would fill the memory", () => {
    const lists = Array.from(
      { length: 12 },
      (_, index) => `x-${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`,
    )
    const text = `x-0: &a0 [1]\n${lists.join("\n")}\npairs: *a12\n`
    const [complaint = "", ...more] = complaintsAbout(text)
    assert.match(complaint, /^\d+:\d+ aliases of aliases make this syncfile too large$/)
    assert.deepStrictEqual(more, [])
  })

  it("refuses aliases that nest each other too deeply", () => {
    const lists = Array.from({ length: 3000 }, (_, index) => `x-${index + 1}: &a${index + 1} [*a${index}]`)
    const text = `x-0: &a0 [1]\n${lists.join("\n")}\n${
      withPairs("  p: { mode: copy, source: ./a, target: ./b, filters: *a3000 }")
    }`
    assert.match(complaintsAbout(text).join("\n"), /^\d+:\d+ nested more than 64 levels deep$/)
  })

  it("takes a key without a value for one without a value, in flow maps as well", () => {
    const pair = "  p: { mode: copy, source: ./a, target: ./b, limits: { deletes: { percent } } }"
    assert.deepStrictEqual(complaintsAbout(withPairs(pair)), ["7:67 `percent` has no value: it must be a number"])
  })

  it("hints at quotes for a lone ~, which is nothing in YAML", () => {
    const text = withPairs("  p: { mode: copy, source: ~, target: ./b }")
    assert.deepStrictEqual(hintsFor(text), ["a bare ~ means nothing in YAML: put it in quotes"])
  })
})

import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, setupOf, withPairs } from "./reading.ts"

const places = "mode: two-way, left: ./a, right: ./b"
const textOf = (more: string, defaults = "") => `${withPairs(`  p: { ${places}${more} }`)}${defaults}`
const conflictsOf = (more: string, defaults = "") => setupOf(textOf(more, defaults)).pairs[0]?.conflicts
const ours = { resolve: "hold", loser: "backup", againstDelete: "edit" } as const

describe("resolveConflicts", () => {
  it("holds back what changed on both sides, unless somebody says otherwise", () => {
    assert.deepStrictEqual(conflictsOf(""), { policy: ours, rules: [] })
    assert.deepStrictEqual(conflictsOf(", conflicts: {}"), { policy: ours, rules: [] })
  })

  it.each(["hold", "newer", "older", "larger", "smaller", "left", "right", "keep-both"] as const)(
    "resolves by %s",
    (resolve) =>
      assert.deepStrictEqual(conflictsOf(`, conflicts: { resolve: ${resolve} }`)?.policy, { ...ours, resolve }),
  )

  it.each(["backup", "keep-copy"] as const)("makes of the loser a %s", (loser) => {
    assert.deepStrictEqual(conflictsOf(`, conflicts: { loser: ${loser} }`)?.policy, { ...ours, loser })
  })

  it.each(["edit", "delete", "hold"] as const)("against a delete takes %s", (againstDelete) => {
    assert.deepStrictEqual(conflictsOf(`, conflicts: { againstDelete: ${againstDelete} }`)?.policy, {
      ...ours,
      againstDelete,
    })
  })

  it("gives each rule what it does not say from the pair, and the pair from defaults", () => {
    const conflicts = conflictsOf(
      ", conflicts: { resolve: newer, rules: [{ match: \"*.psd\", resolve: keep-both },"
        + " { match: /plans/, againstDelete: hold, loser: backup }, { match: \"**\" }] }",
      "defaults: { conflicts: { resolve: older, loser: keep-copy, againstDelete: delete } }\n",
    )
    const policy = { resolve: "newer", loser: "keep-copy", againstDelete: "delete" } as const
    assert.deepStrictEqual(conflicts, {
      policy,
      rules: [
        { match: "*.psd", policy: { ...policy, resolve: "keep-both" } },
        { match: "/plans/", policy: { ...policy, loser: "backup", againstDelete: "hold" } },
        { match: "**", policy },
      ],
    })
  })

  it("takes the rules of defaults where the pair has none, with the pair's own policy beneath them", () => {
    const defaults = "defaults: { conflicts: { loser: keep-copy, rules: [{ match: a, resolve: left }] } }\n"
    const policy = { ...ours, resolve: "newer", loser: "keep-copy" } as const
    assert.deepStrictEqual(conflictsOf(", conflicts: { resolve: newer }", defaults), {
      policy,
      rules: [{ match: "a", policy: { ...policy, resolve: "left" } }],
    })
    assert.deepStrictEqual(
      conflictsOf(", conflicts: { rules: [{ match: b }] }", defaults)?.rules.map((rule) => rule.match),
      ["b"],
    )
    assert.deepStrictEqual(conflictsOf(", conflicts: { rules: [] }", defaults)?.rules, [])
  })

  it.each(["copy", "mirror"])("leaves a %s pair as it is, whatever defaults say", (mode) => {
    const text = withPairs(`  p: { mode: ${mode}, source: ./a, target: ./b }`)
    const defaults = "defaults: { conflicts: { resolve: newer, rules: [{ match: a }] } }\n"
    assert.deepStrictEqual(setupOf(`${text}${defaults}`).pairs[0]?.conflicts, { policy: ours, rules: [] })
  })

  it("tells of every glob that does not compile, where it stands", () => {
    const sentence = (glob: string) =>
      `In "${glob}", the "[" is never closed at character 2: add a "]", or write "\\[" for the character itself.`
    const text = textOf(", conflicts: { rules: [{ match: \"a[\" }, { match: b }, { match: \"c[\" }] }")
    assert.deepStrictEqual(complaintsAbout(text), [`7:76 ${sentence("a[")}`, `7:107 ${sentence("c[")}`])
    const filled = textOf(", conflicts: { rules: [{ match: \"${GLOB}\" }] }")
    assert.deepStrictEqual(complaintsAbout(filled, { env: { GLOB: "a[" } }), [
      "7:76 `${GLOB}` makes no valid glob with its variables filled in",
    ])
  })

  it("tells of a glob in defaults once, also when no pair goes both ways", () => {
    const defaults = "defaults: { conflicts: { rules: [{ match: \"a[\" }] } }\n"
    const two = withPairs(
      "  p: { mode: two-way, left: ./a, right: ./b }\n  q: { mode: two-way, left: ./c, right: ./d }",
    )
    const none = withPairs("  p: { mode: copy, source: ./a, target: ./b }")
    for (const [text, line] of [[two, 9], [none, 8]] as const) {
      const [complaint, ...more] = complaintsAbout(`${text}${defaults}`)
      assert.isTrue(complaint?.startsWith(`${line}:43 In "a[", the "[" is never closed`), complaint)
      assert.deepStrictEqual(more, [])
    }
  })
})

describe("judgeLosers", () => {
  const nowhere = "there is nowhere for the losing version to go: `backup` is `off`"
  const keepCopy = "set a backup or `loser: keep-copy`"
  const keepEdit = "set a backup or `againstDelete: edit`"

  it.each([
    ...["newer", "older", "larger", "smaller", "left", "right"].map((resolve) => [`resolve: ${resolve}`, keepCopy]),
    ["againstDelete: delete", keepEdit],
    ["againstDelete: delete, loser: keep-copy", keepEdit],
    ["rules: [{ match: a, resolve: newer }]", keepCopy],
    ["rules: [{ match: a, againstDelete: delete }]", keepEdit],
    ["resolve: newer, loser: keep-copy, rules: [{ match: a, loser: backup }]", keepCopy],
  ])("refuses { %s } without a backup", (conflicts, hint) => {
    const text = textOf(`, backup: off, conflicts: { ${conflicts} }`)
    assert.deepStrictEqual(complaintsAbout(text), [`7:54 ${nowhere}`])
    assert.deepStrictEqual(hintsFor(text), [hint])
    assert.deepStrictEqual(complaintsAbout(text.replace("backup: off", "backup: on")), [])
  })

  it.each([
    "",
    "resolve: keep-both",
    "againstDelete: hold",
    "resolve: newer, loser: keep-copy",
    "rules: [{ match: a, resolve: larger, loser: keep-copy, againstDelete: hold }]",
  ])("takes { %s } without a backup", (conflicts) => {
    assert.deepStrictEqual(complaintsAbout(textOf(`, backup: off, conflicts: { ${conflicts} }`)), [])
  })

  it("tells it of each pair when it is defaults that say off, or newer", () => {
    const pairs = withPairs(
      "  p: { mode: two-way, left: ./a, right: ./b, conflicts: { resolve: newer } }\n"
        + "  q: { mode: two-way, left: ./c, right: ./d, backup: { keep: 1d }, conflicts: { resolve: newer } }\n"
        + "  r: { mode: two-way, left: ./e, right: ./f }\n  s: { mode: copy, source: ./g, target: ./h }",
    )
    assert.deepStrictEqual(complaintsAbout(`${pairs}defaults: { backup: off }\n`), [`7:3 ${nowhere}`])
    assert.deepStrictEqual(complaintsAbout(`${pairs}defaults: { backup: off, conflicts: { resolve: left } }\n`), [
      `7:3 ${nowhere}`,
      `9:3 ${nowhere}`,
    ])
  })

  it("does not say that backup is off when only its place is wrong", () => {
    const text = textOf(", backup: { left: \"nowhere:x\" }, conflicts: { resolve: newer }")
    assert.deepStrictEqual(complaintsAbout(text), [
      "7:62 `nowhere:x` lies on a remote that is not declared under `remotes`",
    ])
  })
})

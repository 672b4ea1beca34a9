import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, withPairs } from "./reading.ts"

type Case = readonly [written: string, complaints: ReadonlyArray<string>, hints: ReadonlyArray<string>]

const twoWay = (key: string) => `a two-way pair has \`left\` and \`right\`, not \`${key}\``
const oneWay = (key: string) => `copy and mirror pairs have \`source\` and \`target\`, not \`${key}\``
const meant = (key: string) => `did you mean \`${key}\`?`
const modes = "`copy`, `mirror` or `two-way`"
const noMode = `\`mode\` must be ${modes}`

const cases: ReadonlyArray<Case> = [
  ["mode: two-way, source: ./a, target: ./b", [`7:23 ${twoWay("source")}`, `7:36 ${twoWay("target")}`], [
    meant("left"),
    meant("right"),
  ]],
  ["mode: two-way, source: ./a, right: ./b", [`7:23 ${twoWay("source")}`], [meant("left")]],
  ["mode: two-way, left: ./a, right: ./b, target: ./c", [`7:46 ${twoWay("target")}`], [meant("right")]],
  ["mode: mirror, left: ./a, right: ./b", [`7:22 ${oneWay("left")}`, `7:33 ${oneWay("right")}`], [
    meant("source"),
    meant("target"),
  ]],
  ["mode: copy, source: ./a, right: ./b", [`7:33 ${oneWay("right")}`], [meant("target")]],
  ["mode: copy, source: ./a, target: ./b, conflicts: { resolve: newer }", [
    "7:46 only a two-way pair has `conflicts`",
  ], ["in copy and mirror pairs the source always counts"]],
  ["mode: two-way, left: ./a", ["7:3 pairs.p needs `right`"], ["for example `right: office:shared`"]],
  ["mode: two-way", ["7:3 pairs.p needs `left`", "7:3 pairs.p needs `right`"], [
    "for example `left: ./shared`",
    "for example `right: office:shared`",
  ]],

  // a mode that is wrong or missing: the sides tell which kind is meant, and nothing is said on a guess
  ["mode: two-wy, left: ./a, right: ./b", [`7:14 ${noMode}, not \`two-wy\``], [meant("two-way")]],
  ["mode: two-wy, source: ./a, target: ./b", [`7:14 ${noMode}, not \`two-wy\``], [meant("two-way")]],
  ["mode: sync, left: ./a, right: ./b, conflicts: { resolve: newer }", [`7:14 ${noMode}, not \`sync\``], []],
  ["mode: sync", [`7:14 ${noMode}, not \`sync\``], []],
  ["mode: two_way", ["7:3 pairs.p needs `left`", "7:3 pairs.p needs `right`", `7:14 ${noMode}, not \`two_way\``], [
    "for example `left: ./shared`",
    "for example `right: office:shared`",
    meant("two-way"),
  ]],
  ["limits: {}", ["7:3 pairs.p needs `mode`"], ["for example `mode: mirror`"]],
  ["left: ./a, right: ./b", ["7:3 pairs.p needs `mode`"], ["for example `mode: two-way`"]],
  ["left: ./a", ["7:3 pairs.p needs `mode`", "7:3 pairs.p needs `right`"], [
    "for example `mode: two-way`",
    "for example `right: office:shared`",
  ]],
  ["mode: , left: ./a, right: ./b", [`7:8 \`mode\` has no value: it must be ${modes}`], []],
  ["mode: [two-way], left: ./a, right: ./b", [`7:14 ${noMode}`], [meant("two-way")]],
  ["mode: tow-way, lft: ./a, right: ./b", [`7:14 ${noMode}, not \`tow-way\``, "7:23 unknown key `lft` in pairs.p"], [
    meant("two-way"),
    meant("left"),
  ]],
  ["mode: sync, left: ./a, right: 5", [
    `7:14 ${noMode}, not \`sync\``,
    "7:38 `right` must be a folder: `remote:path`, or `./path`, `/path`, `~/path` on this machine, not `5`",
  ], ["put it in quotes to make it text"]],
  ["mode: sync, left: /, right: \"nowhere:x\"", [
    `7:14 ${noMode}, not \`sync\``,
    "7:26 `/` is the root of the file system, which cannot be a side of a two-way pair",
    "7:36 `nowhere:x` lies on a remote that is not declared under `remotes`",
  ], [
    "what either side of a two-way pair holds may be replaced or deleted, so give it a folder of its own",
    "declared: office, cloud",
  ]],
]

describe("a pair with keys of the other kind, or of no kind", () => {
  it.each(cases)("is told what to write: %s", (written, complaints, hints) => {
    const text = withPairs(`  p: { ${written} }`)
    assert.deepStrictEqual(complaintsAbout(text), complaints)
    assert.deepStrictEqual(hintsFor(text), hints)
  })

  it("is judged alike when the mode is a variable that is not set", () => {
    assert.deepStrictEqual(complaintsAbout(withPairs("  p: { mode: \"${MODE}\", left: ./a, right: / }")), [
      "7:15 environment variable MODE is not set",
      "7:43 `/` is the root of the file system, which cannot be a side of a two-way pair",
    ])
  })

  it.each([
    ["conflicts: { resolv: newer }", "7:59 unknown key `resolv` in pairs.p.conflicts", [meant("resolve")]],
    ["conflicts: newer", "7:57 `conflicts` must be a map, not `newer`", []],
    [
      "conflicts: { resolve: newest }",
      "7:68 `resolve` must be `hold`, `newer`, `older`, `larger`, `smaller`, `left`, `right` or `keep-both`, not `newest`",
      [meant("newer")],
    ],
    ["conflicts: { loser: delete }", "7:66 `loser` must be `backup` or `keep-copy`, not `delete`", []],
    [
      "conflicts: { againstDelete: keep }",
      "7:74 `againstDelete` must be `edit`, `delete` or `hold`, not `keep`",
      [],
    ],
    ["conflicts: { rules: [{ resolve: left }] }", "7:67 pairs.p.conflicts.rules[0] needs `match`", [
      "for example `match: *.psd`",
    ]],
    ["conflicts: { rules: [{ mach: a }] }", "7:69 unknown key `mach` in pairs.p.conflicts.rules[0]", [meant("match")]],
    ["conflicts: { rules: [a] }", "7:67 `rules[0]` must be a map, not `a`", []],
    ["conflicts: { rules: { match: a } }", "7:66 `rules` must be a list", []],
    ["conflict: {}", "7:46 unknown key `conflict` in pairs.p", [meant("conflicts")]],
    ["backup: onn", "7:54 `backup` must be `on`, `off` or a map, not `onn`", [meant("on")]],
    ["backup: true", "7:54 `backup` must be `on`, `off` or a map, not `true`", ["write `on`"]],
    ["backup: false", "7:54 `backup` must be `on`, `off` or a map, not `false`", ["write `off`"]],
    ["backup: []", "7:54 `backup` must be `on`, `off` or a map", []],
    ["backup: ", "7:46 `backup` has no value: it must be `on`, `off` or a map", []],
    ["backup: { target: ./c }", "7:56 unknown key `target` in pairs.p.backup", [meant("right")]],
    ["backup: { kep: 1d }", "7:56 unknown key `kep` in pairs.p.backup", [meant("keep")]],
    [
      "backup: { keep: 30 }",
      "7:62 `keep` must be a time with its unit (s, m, h, d, w), such as `30d`, or `forever`, not `30`",
      [],
    ],
  ])("has of its own kind no %s", (written, complaint, hints) => {
    const text = withPairs(`  p: { mode: two-way, left: ./a, right: ./b, ${written} }`)
    assert.deepStrictEqual(complaintsAbout(text), [complaint])
    assert.deepStrictEqual(hintsFor(text), hints)
  })

  it("takes on and off alone for all pairs, and no places", () => {
    const text = withPairs("  p: { mode: copy, source: ./a, target: ./b }")
    assert.deepStrictEqual(complaintsAbout(`${text}defaults: { backup: { left: ./c } }\n`), [
      "8:23 unknown key `left` in defaults.backup",
    ])
    assert.deepStrictEqual(hintsFor(`${text}defaults: { backup: { left: ./c } }\n`), ["known here: keep"])
  })
})

import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type Guard, pending, register } from "./register.ts"

/** All hazards of groups A to F and H that are rated as loss of data, an impostor or a write outside of the root. */
const critical = `
  A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 A12 A13 A14 A15 A16 A17
  B01 B02 B04 B12
  C01 C02 C04 C05 C06
  D01 D02 D03 D04 D05
  E06 E07
  F01 F04 F06 F10 F13
  H01 H02 H03 H06 H07 H08
`.trim().split(/\s+/u)

/** Two-way pairs are not there yet. A hazard leaves this list when its test is in the register. */
const waiting = ["A09", "A10", "A11", "A12", "A17", "C02", "C05"]

const tests = join(import.meta.dirname, "..")
const guards = Object.entries(register).flatMap(([hazard, all]) => all.map((guard) => [hazard, guard] as const))

/** A name in a table of names is a title, too. */
const stands = ({ file, title }: Guard): boolean => {
  const text = readFileSync(join(tests, file), "utf8")
  return [`"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted))
}

describe("the register of hazards", () => {
  it.each(guards.map(([hazard, guard]) => ({ hazard, ...guard })))("knows a test of $hazard: $title", (guard) => {
    assert.isTrue(stands(guard), `${guard.file} has no test "${guard.title}"`)
  })

  it("misses none and makes none up", () => {
    const known = new Set([...Object.keys(register), ...Object.keys(pending)])
    assert.deepStrictEqual([...known].sort(), [...critical].sort())
  })

  it("has a test for all that is not waiting", () => {
    const guarded = new Set(guards.map(([hazard]) => hazard))
    assert.deepStrictEqual(critical.filter((hazard) => !guarded.has(hazard) && !waiting.includes(hazard)), [])
  })

  it("lets nothing wait that is not known to", () => {
    assert.deepStrictEqual(Object.keys(pending).sort(), [...waiting].sort())
    for (const [hazard, what] of Object.entries(pending)) assert.match(what, /^[A-Z].{20,}\.$/u, hazard)
  })
})

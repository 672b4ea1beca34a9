import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type Guard, register } from "./register.ts"

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
    assert.deepStrictEqual(Object.keys(register).sort(), [...critical].sort())
    assert.isTrue(Object.values(register).every((all) => all.length > 0))
  })
})

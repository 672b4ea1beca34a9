import { assert, describe, it } from "@effect/vitest"
import { type Plan } from "../../src/domain/Plan.ts"
import { type Change, changesOf, symbols } from "../../src/report/Change.ts"
import { printable } from "../../src/report/escape.ts"
import { views } from "../../src/report/renderPlan.ts"
import { linesOf } from "./lookAtPlan.ts"
import { planFrom, Sketch } from "./randomPlan.ts"

describe("in every view", () => {
  it.prop("what deletes, is held, was decided or moves more than a name stands on a line of its own", [Sketch], ([
    sketch,
  ]) => {
    const plan = planFrom(sketch)
    const changes = changesOf(plan.actions)
    const loud = [
      ...changes.filter(deletes).map((change) => lineOf(plan, change)),
      ...plan.conflicts.map(({ path }) => `! ${printable(path)}`),
    ]
    const telling = changes.filter(saysMore).map((change) => lineOf(plan, change))
    for (const view of views) {
      const listed = listedIn(plan, linesOf(plan, view))
      assert.deepStrictEqual(listed.filter((line) => /^(?:-|-\/\+|!) /.test(line)).sort(), loud.toSorted(), view)
      const found = new Set(listed)
      assert.deepStrictEqual(telling.filter((line) => !found.has(line)), [], view)
    }
  }, { arbitrary: { runs: 150, size: 60 } })
})

const deletes = ({ kind }: Change): boolean => kind === "delete" || kind === "replace"

const saysMore = ({ kind, path, from, after, isCopy, because }: Change): boolean =>
  because !== undefined
  || (kind === "move" && (after?._tag === "Directory" || isCopy || from !== `old/${path}`))

const lineOf = ({ mode }: Plan, { kind, side, path, before, after, because }: Change): string => {
  const isFolder = kind !== "replace" && (after ?? before)?._tag === "Directory"
  const where = mode === "two-way" ? `${side} ` : ""
  const reason = because === undefined ? "" : ` because ${printable(because)}`
  return `${symbols[kind]} ${where}${printable(path)}${isFolder ? "/" : ""}${reason}`
}

/** Reads back which whole paths a rendered plan lists, on which side, and why. */
const listedIn = ({ mode }: Plan, rendered: ReadonlyArray<string>): Array<string> => {
  const place = mode === "two-way" ? "(?:(?:→ (right)|← (left)) +| {9})" : "()()"
  const row = new RegExp(`^ {2,4}([-+~>!]|-/\\+) ${place}(\\S.*?)(?: {2,}.*)?$`, "u")
  let directory = ""
  return rendered.flatMap((line, at) => {
    const opened = /^ {2}(\S.*)\/$/.exec(line)?.[1]
    if (opened !== undefined) directory = opened === "." ? "" : `${opened}/`
    const [, symbol, right, left, name] = row.exec(line) ?? []
    if (symbol === undefined) return []
    const where = right || left ? `${right || left} ` : ""
    const below = /^ {10,}(it was.*)$/.exec(rendered[at + 1] ?? "")?.[1]
    return [`${symbol} ${where}${directory}${name}${below === undefined ? "" : ` because ${below}`}`]
  })
}

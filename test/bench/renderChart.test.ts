import { assert, describe, it } from "@effect/vitest"
import { renderChart } from "./renderChart.ts"
import { deltaRow, figure, smallRow } from "./samples.ts"

const barsIn = (chart: string) =>
  Array.from(chart.matchAll(/<rect class="(\w+)" .*?width="([\d.]+)"/g), ([, kind, length]) => [kind, Number(length)])
const textsIn = (chart: string) => Array.from(chart.matchAll(/<text[^>]*>(.*?)<\/text>/g), ([, text]) => text)

describe("renderChart", () => {
  it("draws each time as a share of the longest of its row", () => {
    const row = { ...smallRow, figures: [figure("syncfile", 1), figure("rclone", 4), figure("scp", 3)] }
    const [[mine, ours = 0] = [], [theirs, longest = 0] = [], [, between] = []] = barsIn(renderChart([row], ""))
    assert.deepStrictEqual([mine, theirs], ["ours", "rival"])
    assert.approximately(Number(longest) / Number(ours), 4, 0.01)
    assert.approximately(Number(between) / Number(ours), 3, 0.01)
  })

  it("leaves out who failed, and rows without a rival", () =>
    assert.deepStrictEqual(textsIn(renderChart([smallRow, deltaRow], "")), [
      smallRow.title,
      "syncfile",
      "2.00 s",
      "rclone",
      "80.0 s",
      "rsync",
      "1.13 s",
    ]))

  it("keeps a bar to be seen however short its time was", () => {
    const row = { ...smallRow, figures: [figure("syncfile", 0.001), figure("rclone", 1000)] }
    assert.isAbove(Number(barsIn(renderChart([row], ""))[0]?.[1]), 1)
  })

  it("stays inside its frame, and is well formed whatever a title says", () => {
    const chart = renderChart([{ ...smallRow, title: `<a> & "b"` }], "at <some> time")
    const [, height = ""] = /viewBox="0 0 760 (\d+)"/.exec(chart) ?? []
    const lowest = Math.max(...Array.from(chart.matchAll(/ y="(\d+)"/g), ([, y]) => Number(y)))
    assert.isBelow(lowest, Number(height))
    assert.include(chart, "&lt;a&gt; &amp; &quot;b&quot;")
    const open = Array.from(chart.matchAll(/<(\/?)(svg|title|style|text)\b/g), ([, slash]) => slash === "" ? 1 : -1)
    assert.strictEqual(open.reduce((sum, one) => sum + one, 0), 0)
    assert.include(chart, "prefers-color-scheme: dark")
  })
})

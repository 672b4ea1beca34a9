import { assert, describe, it } from "@effect/vitest"
import { type Figures } from "./Figures.ts"
import { renderMarkdown, renderSummary } from "./renderMarkdown.ts"
import { deltaRow, figure, smallRow } from "./samples.ts"

const start: Figures = {
  row: "start-help",
  title: "--help",
  goals: [],
  figures: [{ ...figure("syncfile", 0.15), peakBytes: undefined, wire: undefined }],
}

describe("renderMarkdown", () => {
  it("gives each row a line and each tool a column, where there is a figure of either", () =>
    assert.strictEqual(
      renderMarkdown([smallRow, deltaRow, start], "Measured somewhere."),
      [
        "| time (syncfile ÷ it) | syncfile | rclone | rsync | scp |",
        "| --- | --- | --- | --- | --- |",
        "| 1,000 files (41 MB) up, RTT 50 ms | 2.00 s | 80.0 s (0.025) | 1.13 s (1.78) | failed |",
        "| 10 MB changed in the middle of 1 GiB | 4.00 s |  |  |  |",
        "| --help | 0.15 s |  |  |  |",
        "",
        "| target | of syncfile |",
        "| --- | --- |",
        "| 1,000 files (41 MB) up, RTT 50 ms | rclone at most 0.05: met (0.025); rsync at most 1.5: not met (1.78); "
        + "lftp at most 1: not measured |",
        "| 10 MB changed in the middle of 1 GiB | on the wire at most 3 % of the file: met (1.07 %) |",
        "",
        "| peak memory | syncfile | rclone | rsync | scp |",
        "| --- | --- | --- | --- | --- |",
        "| 1,000 files (41 MB) up, RTT 50 ms | 50 MiB | 50 MiB | 50 MiB | 50 MiB |",
        "| 10 MB changed in the middle of 1 GiB | 50 MiB |  |  |  |",
        "",
        "| sent / received | syncfile | rclone | rsync | scp |",
        "| --- | --- | --- | --- | --- |",
        `| 1,000 files (41 MB) up, RTT 50 ms |${" 40 MiB / 3 KiB |".repeat(4)}`,
        "| 10 MB changed in the middle of 1 GiB | 10 MiB / 1 MiB |  |  |  |",
        "",
        "Measured somewhere.",
      ].join("\n"),
    ))
})

describe("renderSummary", () => {
  it("has the rows that a rival's time is aimed at", () =>
    assert.strictEqual(
      renderSummary([smallRow, deltaRow, start], "Measured somewhere."),
      [
        "| time (syncfile ÷ it) | syncfile | rclone | rsync | scp |",
        "| --- | --- | --- | --- | --- |",
        "| 1,000 files (41 MB) up, RTT 50 ms | 2.00 s | 80.0 s (0.025) | 1.13 s (1.78) | failed |",
        "",
        "Measured somewhere.",
      ].join("\n"),
    ))
})

import { assert, describe, it } from "@effect/vitest"
import { type Figures } from "./Figures.ts"
import { renderMarkdown } from "./renderMarkdown.ts"
import { figure, smallRow } from "./samples.ts"

const start: Figures = { row: "start-help", title: "--help", goals: [], figures: [figure("syncfile", 0.15)] }

describe("renderMarkdown", () => {
  it("gives each row a line and each tool a column, whether it took part in the row or not", () =>
    assert.strictEqual(
      renderMarkdown([smallRow, start], "Measured somewhere."),
      [
        "| time (syncfile ÷ it) | syncfile | rclone | rsync | scp | target |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 1,000 files (41 MB) up, RTT 50 ms | 2.00 s | 80.0 s (0.025) | 1.13 s (1.78) | failed "
        + "| rclone at most 0.05: met; rsync at most 1.5: not met; lftp at most 1: not measured |",
        "| --help | 0.15 s |  |  |  |  |",
        "",
        "| peak memory | syncfile | rclone | rsync | scp |",
        "| --- | --- | --- | --- | --- |",
        "| 1,000 files (41 MB) up, RTT 50 ms | 50 MiB | 50 MiB | 50 MiB | 50 MiB |",
        "| --help | 50 MiB |  |  |  |",
        "",
        "Measured somewhere.",
      ].join("\n"),
    ))
})

import { assert, describe, it } from "@effect/vitest"
import { plainStyle } from "../../src/report/Style.ts"
import { renderFigures } from "./renderFigures.ts"
import { deltaRow, smallRow } from "./samples.ts"

describe("renderFigures", () => {
  it("gives each tool a line, with what was aimed at and what failed", () =>
    assert.strictEqual(
      renderFigures([smallRow, deltaRow], plainStyle),
      [
        "            median    fastest to slowest  runs  peak memory  sent    received  syncfile ÷ it  target",
        "small-rtt",
        "  syncfile  2.00 s    1.50 s to 2.50 s    3     50 MiB       40 MiB  3 KiB",
        "  rclone    80.0 s    80.0 s to 80.0 s    1     50 MiB       40 MiB  3 KiB     0.025          rclone at most 0.05: met (0.025)",
        "  rsync     1.13 s    1.00 s to 1.25 s    2     50 MiB       40 MiB  3 KiB     1.78           rsync at most 1.5: not met (1.78)",
        "  scp       failed",
        "  lftp      not here                                                                          lftp at most 1: not measured",
        "delta",
        "  syncfile  4.00 s    4.00 s to 4.00 s    1     50 MiB       10 MiB  1 MiB                    on the wire at most 3 % of the file: met (1.07 %)",
        "",
        "small-rtt: 1,000 files (41 MB) up, RTT 50 ms",
        "delta: 10 MB changed in the middle of 1 GiB",
        "small-rtt, scp failed: exit code 3: no such luck",
      ].join("\n"),
    ))
})

import { assert, describe, it } from "@effect/vitest"
import { plainStyle } from "../../src/report/Style.ts"
import { renderFigures } from "./renderFigures.ts"
import { smallRow } from "./samples.ts"

describe("renderFigures", () => {
  it("gives each tool a line, with what was aimed at and what failed", () =>
    assert.strictEqual(
      renderFigures([smallRow], plainStyle),
      [
        "            median    fastest to slowest  runs  peak memory  syncfile ÷ it  target",
        "small-rtt",
        "  syncfile  2.00 s    1.50 s to 2.50 s    3     50 MiB",
        "  rclone    80.0 s    80.0 s to 80.0 s    1     50 MiB       0.025          at most 0.05: met",
        "  rsync     1.13 s    1.00 s to 1.25 s    2     50 MiB       1.78           at most 1.5: not met",
        "  scp       failed",
        "  lftp      not here                                                        at most 1: not measured",
        "",
        "small-rtt: 1,000 files (41 MB) up, RTT 50 ms",
        "small-rtt, scp failed: exit code 3: no such luck",
      ].join("\n"),
    ))
})

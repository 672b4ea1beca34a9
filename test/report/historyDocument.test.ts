import { assert, describe, it } from "@effect/vitest"
import { historyDocument, runDocument } from "../../src/report/historyDocument.ts"
import { jsonText } from "../../src/report/json.ts"
import { runOf, unfinishedRun } from "./toldRuns.ts"

const notes = "\"run\":\"a1b2c3d4\",\"pair\":\"notes\",\"kind\":\"apply\",\"started\":\"2026-11-22T12:00:00.000Z\","
  + "\"finished\":\"2026-11-22T12:00:12.300Z\",\"outcome\":\"ok\","
  + "\"summary\":\"Apply complete! 1 added, 0 changed, 1 moved, 1 deleted, 0 failed. 1 KiB in 12s.\",\"done\":3"

describe("historyDocument", () => {
  it("has the newest run first, in a fixed order of keys", () =>
    assert.strictEqual(
      jsonText(historyDocument([runOf(), unfinishedRun])),
      "[{\"run\":\"0000ffff\",\"pair\":\"website\",\"kind\":\"apply\",\"started\":\"2026-11-22T12:01:00.000Z\",\"finished\":null,"
        + `"outcome":"unfinished","summary":"","done":0},{${notes}}]`,
    ))
})

describe("runDocument", () => {
  it("tells what the run did, too", () =>
    assert.strictEqual(
      jsonText(runDocument(runOf())),
      `{${notes},"deeds":[`
        + "{\"verb\":\"move\",\"side\":\"right\",\"path\":\"2026/holiday\",\"note\":\"from holiday\"},"
        + "{\"verb\":\"add\",\"side\":\"left\",\"path\":\"a.txt\",\"note\":\"\"},"
        + "{\"verb\":\"delete\",\"side\":\"right\",\"path\":\"old/long name.txt\","
        + "\"note\":\"kept as a1b2c3d4/old/long name.txt\"}]}",
    ))
})

import { assert, describe, it } from "@effect/vitest"
import { jsonText } from "../../src/report/json.ts"
import { versionDocument, versionDocuments } from "../../src/report/versionDocument.ts"
import { versionOf, versions } from "./versions.ts"

describe("versionDocument", () => {
  it("says which run replaced what, in a fixed order of keys", () =>
    assert.strictEqual(
      jsonText(versionDocument(versionOf())),
      "{\"run\":\"a1b2c3d4\",\"replaced\":\"2026-11-22T12:00:00.000Z\",\"side\":\"right\",\"path\":\"docs/日本.txt\","
        + "\"size\":2048,\"modified\":1795262400000}",
    ))

  it("comes in the order in which people see versions", () =>
    assert.deepStrictEqual(versionDocuments(versions).map(({ run, replaced }) => [run, replaced]), [
      ["a1b2c3d4", "2026-11-22T12:00:00.000Z"],
      ["0badcafe", "2026-11-21T12:00:00.000Z"],
      ["00000002", "1970-01-01T00:00:00.000Z"],
      ["00000001", "1970-01-01T00:00:00.000Z"],
    ]))
})

import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { describeEntry } from "../../src/report/describeEntry.ts"
import { file, folder } from "./samples.ts"

describe("describeEntry", () => {
  it.each<readonly [Entry | undefined, string]>([
    [undefined, "nothing"],
    [file(2048), "file, 2 KiB"],
    [folder, "folder"],
    [{ _tag: "Symlink", target: "../a\u001b[2J" }, "link to ../a\\u001b[2J"],
    [{ _tag: "Special" }, "special file"],
    [{ _tag: "Unknown", problem: "no\nanswer" }, "unknown: no\\nanswer"],
  ])("%j is a %s", (entry, text) => assert.strictEqual(describeEntry(entry), text))
})

import { assert, describe, it } from "@effect/vitest"
import { type Content } from "../../../../src/endpoint/Endpoint.ts"
import { batchesOf } from "../../../../src/endpoint/sftp/shell/batchesOf.ts"
import { at, file } from "../../../support/entries.ts"

const MiB = 1024 * 1024

const contents = (count: number, size: number, name = "f"): ReadonlyArray<Content> =>
  Array.from({ length: count }, (_, index) => [at(`${name}${index}`), file(size)])

const shapeOf = (files: ReadonlyArray<Content>) => batchesOf(files).map((batch) => [batch.length])

describe("batchesOf", () => {
  it("makes none of nothing", () => assert.deepStrictEqual(batchesOf([]), []))

  it("leaves out no file and keeps their order", () => {
    const files = contents(1000, 70_000)
    assert.deepStrictEqual(batchesOf(files).flat(), files)
  })

  it("has at most 256 files in each", () => assert.deepStrictEqual(shapeOf(contents(600, 1)), [[256], [256], [88]]))

  it("has no more names than a command line takes", () =>
    assert.deepStrictEqual(shapeOf(contents(20, 1, Array.from({ length: 16 }, () => "x".repeat(249)).join("/"))), [
      [8],
      [8],
      [4],
    ]))

  it("has few enough bytes to see them pass, and a large file by itself", () => {
    assert.deepStrictEqual(shapeOf(contents(5, 100 * MiB)), [[2], [2], [1]])
    assert.deepStrictEqual(shapeOf([...contents(1, 1), ...contents(2, 3000 * MiB), ...contents(2, 1)]), [
      [1],
      [1],
      [1],
      [2],
    ])
  })
})

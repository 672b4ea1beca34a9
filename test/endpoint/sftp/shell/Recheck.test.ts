import { assert, describe, it } from "@effect/vitest"
import { type Content } from "../../../../src/endpoint/Endpoint.ts"
import { Recheck } from "../../../../src/endpoint/sftp/shell/Recheck.ts"
import { at, file } from "../../../support/entries.ts"

const contents = ["a", "d/a", "d/b", "d/e/a", "f/a"].map((path): Content => [at(path), file(1)])
const digestsOf = (...paths: ReadonlyArray<string>) => new Map(paths.map((path) => [at(path), `digest of ${path}`]))

const shown = (folders: ReturnType<Recheck["rest"]>) =>
  folders.map(({ folder, told }) => [
    `${folder ?? "root"}:`,
    ...told.map(({ content, digest }) => `${content[0]}, ${digest}`),
  ])

describe("what is looked at again", () => {
  it("is a folder, once all that it was asked about has been answered", () => {
    const recheck = new Recheck(contents)
    const first = recheck.take(contents.slice(0, 2), digestsOf("a", "d/a"))
    assert.deepStrictEqual(shown(first), [["root:", "a, digest of a"]])
    const second = recheck.take(contents.slice(2, 4), digestsOf("d/b"))
    assert.deepStrictEqual(shown(second), [["d:", "d/a, digest of d/a", "d/b, digest of d/b"]])
    assert.deepStrictEqual(shown(recheck.rest()), [])
  })

  it("is what was told before the answers ended", () => {
    const recheck = new Recheck(contents)
    assert.deepStrictEqual(shown(recheck.take(contents.slice(1, 2), digestsOf("d/a"))), [])
    assert.deepStrictEqual(shown(recheck.rest()), [["d:", "d/a, digest of d/a"]])
    assert.deepStrictEqual(shown(recheck.rest()), [])
  })
})

/** What system errors mean to a caller. */
import { assert, describe, it } from "@effect/vitest"
import { constants } from "node:os"
import { explain } from "../../../src/endpoint/EndpointError.ts"
import { reasonOf } from "../../../src/endpoint/local/reasonOf.ts"

/** As node:fs throws them. */
const failed = (code: keyof typeof constants.errno) =>
  Object.assign(new Error(`${code}: oops, open '/proc/self/fd/17/secret'`), { code, errno: -constants.errno[code] })

const said = (code: keyof typeof constants.errno) => explain(reasonOf(failed(code)))

describe("the reason of a system error", () => {
  it("is sorted by what a caller can do", () => {
    const tags = (["ENOENT", "EEXIST", "ENOTDIR", "ELOOP", "ENOTEMPTY", "EACCES", "EPERM", "ENOSPC", "EDQUOT"] as const)
      .map((code) => reasonOf(failed(code))._tag)
    assert.deepStrictEqual(tags, [
      "NotFound",
      "AlreadyExists",
      "NotADirectory",
      "NotADirectory",
      "NotEmpty",
      "PermissionDenied",
      "PermissionDenied",
      "NoSpace",
      "NoSpace",
    ])
  })

  it("never takes anything else for an absence", () => {
    for (const code of ["EIO", "ESTALE", "EINTR", "ENODEV", "ENXIO", "EMFILE", "ENAMETOOLONG", "EBUSY"] as const) {
      assert.strictEqual(reasonOf(failed(code))._tag, "Refused", code)
    }
  })

  it("is said in words, without the path that the call was made with", () => {
    assert.strictEqual(said("EROFS"), "the file system is read-only")
    assert.strictEqual(said("ENXIO"), "no such device or address (ENXIO)")
    assert.strictEqual(said("EINVAL"), "invalid argument (EINVAL)")
  })

  it("is none for a mistake of ours, which is thrown on", () => {
    const mistake = new TypeError("path must be a string")
    assert.throws(() => reasonOf(mistake), TypeError)
    assert.throws(() => reasonOf(Object.assign(mistake, { code: "ERR_INVALID_ARG_TYPE" })), TypeError)
  })
})

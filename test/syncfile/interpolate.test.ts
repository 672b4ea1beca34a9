import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { interpolate } from "../../src/syncfile/interpolate.ts"

const env = { HOST: "sftp.test", EMPTY: "", DOLLAR: "a$b${HOST}$$", UNSET: undefined }
const grammar = "write ${NAME}, ${NAME:-default} or ${NAME:?message}; write $$ for a dollar sign"

describe("interpolate", () => {
  it.each([
    ["${HOST}", "sftp.test"],
    ["a ${HOST} b ${HOST}", "a sftp.test b sftp.test"],
    ["${HOST:-other}", "sftp.test"],
    ["${NOPE:-other}", "other"],
    ["${EMPTY:-other}", "other"],
    ["${UNSET:-other}", "other"],
    ["${NOPE:-}", ""],
    ["${NOPE:-a:-b c}", "a:-b c"],
    ["${HOST:?needed}", "sftp.test"],
    ["$$", "$"],
    ["$${HOST}", "${HOST}"],
    ["$$${HOST}", "$sftp.test"],
    ["pa$word $HOST $1 $", "pa$word $HOST $1 $"],
    ["${DOLLAR}", "a$b${HOST}$$"],
    ["none", "none"],
  ])("makes of %s the text %s", (text, filled) => {
    assert.deepStrictEqual(interpolate(text, env), Result.succeed(filled))
  })

  it.each([
    ["${NOPE}", "environment variable NOPE is not set", undefined],
    ["${UNSET}", "environment variable UNSET is not set", undefined],
    ["${EMPTY}", "environment variable EMPTY is empty", undefined],
    ["${NOPE:?ask the admin}", "environment variable NOPE is not set: ask the admin", undefined],
    ["${EMPTY:?ask the admin}", "environment variable EMPTY is empty: ask the admin", undefined],
    ["${NOPE:?}", "environment variable NOPE is not set", undefined],
    ["${toString}", "environment variable toString is not set", undefined],
    ["${}", "`${}` is not a variable that can be filled in", grammar],
    ["${1A}", "`${1A}` is not a variable that can be filled in", grammar],
    ["${HOST", "`${HOST` is not a variable that can be filled in", grammar],
    ["${HOST-x}", "`${HOST-x}` is not a variable that can be filled in", grammar],
    ["${HOST?x}", "`${HOST?x}` is not a variable that can be filled in", grammar],
    ["${A:-${HOST}}", "`${A:-${HOST}` is not a variable that can be filled in", grammar],
  ])("refuses %s", (text, message, hint) => {
    const result = interpolate(text, env)
    assert.deepStrictEqual(
      Result.isFailure(result) && result.failure.map((unfilled) => [unfilled.message, unfilled.hint]),
      [
        [message, hint],
      ],
    )
  })

  it("tells every variable that is missing", () => {
    const result = interpolate("${A}/${HOST}/${B}", env)
    assert.deepStrictEqual(Result.isFailure(result) && result.failure.map(({ spelling }) => spelling), ["${A}", "${B}"])
  })
})

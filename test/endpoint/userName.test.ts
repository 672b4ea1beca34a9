import { assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { userInfo } from "node:os"
import { execPath } from "node:process"
import { userName } from "../../src/endpoint/userName.ts"

const file = new URL("../../src/endpoint/userName.ts", import.meta.url).href

/** As a process that runs for a user whom no system has. */
const ofNobody = `
  const { userName } = await import(${JSON.stringify(file)})
  process.setuid(54321)
  console.log(String(userName()))
`

describe("the name of the user", () => {
  it("is that of the system", () => assert.strictEqual(userName(), userInfo().username))

  it.runIf(userInfo().uid === 0)("is not known where the system has none", () => {
    assert.strictEqual(execFileSync(execPath, ["-e", ofNobody], { encoding: "utf8" }), "undefined\n")
  })
})

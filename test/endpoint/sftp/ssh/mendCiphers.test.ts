import { assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { join } from "node:path"

describe("mendCiphers", () => {
  it("lets no native cipher be collected, which could end the process", () => {
    const program = join(import.meta.dirname, "connectOften.ts")
    assert.strictEqual(execFileSync(process.execPath, ["--expose-gc", program], { encoding: "utf8" }), "0\n")
  })
})

import { assert, describe, it } from "@effect/vitest"
import { lookAtMachine, machineLine } from "./Machine.ts"

describe("Machine", () => {
  it("is told in one line", () =>
    assert.strictEqual(
      machineLine({
        date: "2026-11-22",
        cores: 2,
        processor: "AMD EPYC",
        memoryBytes: 24 * 1024 ** 3,
        kernel: "linux 6.18.44",
        node: "24.21.0",
        load: 0.25,
        versions: { syncfile: "0.1.0", OpenSSH: "9.2p1" },
      }),
      "Measured 2026-11-22, load 0.3 at the start: 2 cores (AMD EPYC), 24 GiB of memory, linux 6.18.44, "
        + "Node.js 24.21.0, syncfile 0.1.0, OpenSSH 9.2p1.",
    ))

  it("has the day of the clock it is given", () => {
    const machine = lookAtMachine(new Date("2031-02-03T04:05:06Z"), new Map([["rsync", "3.2.7"]]))
    assert.strictEqual(machine.date, "2031-02-03")
    assert.deepStrictEqual(machine.versions, { rsync: "3.2.7" })
    assert.isAbove(machine.cores, 0)
  })
})

import { assert, describe, it } from "@effect/vitest"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout as wait } from "node:timers/promises"
import { isAlive } from "./processTree.ts"

/** Starts `sleep`, ties it to itself, and tells its process id. */
const script = `
  import { spawn } from "node:child_process"
  import { endWithUs } from ${JSON.stringify(new URL("./endWithUs.ts", import.meta.url).href)}
  const sleep = spawn("sleep", ["30"], { detached: true, stdio: "ignore" })
  const callOff = endWithUs(sleep.pid)
  if (process.argv[1] === "call-off") callOff()
  console.log(sleep.pid)
  setInterval(() => {}, 1000)
`

const killedParentOf = async (option: string): Promise<number> => {
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script, option], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const [line] = await once(parent.stdout, "data")
  parent.kill("SIGKILL")
  await once(parent, "exit")
  return Number(line)
}

describe("endWithUs", () => {
  it("ends a process when the one that started it is killed", async () => {
    const pid = await killedParentOf("keep")
    const deadline = performance.now() + 3000
    while (isAlive(pid) && performance.now() < deadline) await wait(10)
    assert.isFalse(isAlive(pid))
  })

  it("leaves it alone once called off", async () => {
    const pid = await killedParentOf("call-off")
    await wait(300)
    assert.isTrue(isAlive(pid))
    process.kill(pid, "SIGKILL")
  })
})

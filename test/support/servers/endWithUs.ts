/** Sees to it that a process does not outlive this one, even if this one is killed and can do nothing more. */
import { spawn } from "node:child_process"
import { type Socket } from "node:net"

/**
 * A shell waits for its input to end, which happens when this process is gone, and kills `pid` then. Returns how to
 * call it off. The kernel's own way (PR_SET_PDEATHSIG) does not hold for a server that changes its user id.
 */
export const endWithUs = (pid: number): () => void => {
  const guard = spawn("sh", ["-c", `read -r nothing; kill -KILL ${pid}`], {
    detached: true, // a Ctrl-C in the terminal does not reach it
    stdio: ["pipe", "ignore", "ignore"],
  })
  guard.unref()
  const input = guard.stdin as Socket
  input.unref()
  input.on("error", () => {}) // it was called off
  return () => guard.kill("SIGKILL")
}

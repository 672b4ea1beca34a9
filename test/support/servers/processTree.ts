/** A process and everything it started, read from /proc: found, watched and ended by process id. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"

/** The process first, then its descendants; empty if there is no such process. */
export const processTree = (pid: number): ReadonlyArray<number> => {
  if (!isAlive(pid)) return []
  return [pid, ...childrenOf(pid).flatMap(processTree)]
}

/** A process that ended but was not yet collected by its parent counts as gone. */
export const isAlive = (pid: number): boolean => {
  const status = readOrEmpty(`/proc/${pid}/status`)
  return status !== "" && !/^State:\s+[ZX]/mu.test(status)
}

/**
 * Everything is frozen before anything is killed: a server that is still running
 * could fork between the look at its children and the kill, and that child would stay.
 */
export const killTrees = async (roots: ReadonlyArray<number>): Promise<void> => {
  const frozen = new Set<number>()
  for (;;) {
    const found = roots.flatMap(processTree).filter((pid) => !frozen.has(pid))
    if (found.length === 0) break
    for (const pid of found) {
      frozen.add(pid)
      signal(pid, "SIGSTOP")
    }
  }
  for (const pid of frozen) signal(pid, "SIGKILL")
  while ([...frozen].some(isAlive)) await wait(2)
}

const childrenOf = (pid: number): ReadonlyArray<number> => {
  if (!existsSync(`/proc/${pid}/task`)) return []
  return threadsOf(pid).flatMap((thread) =>
    readOrEmpty(`/proc/${pid}/task/${thread}/children`).split(" ").filter((text) => text !== "").map(Number)
  )
}

const threadsOf = (pid: number): ReadonlyArray<string> => {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

const readOrEmpty = (file: string): string => {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}

const signal = (pid: number, name: "SIGSTOP" | "SIGKILL"): void => {
  try {
    process.kill(pid, name)
  } catch {
    // it ended meanwhile
  }
}

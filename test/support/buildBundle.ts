/** Vitest's global setup of the server tests: makes the bundle, so that the scenarios run what users run. */
import { execFileSync } from "node:child_process"
import { join } from "node:path"

const root = join(import.meta.dirname, "..", "..")

export default function buildBundle(): void {
  execFileSync("npm", ["run", "build"], { cwd: root, stdio: "pipe" })
}

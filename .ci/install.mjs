/** Brings node_modules in step with the lock file. Plain JavaScript: it is the one file that an old Node runs. */
import { spawnSync } from "node:child_process"
import { readFileSync, statSync } from "node:fs"

const read = (path) => {
  try {
    return statSync(path).mtimeMs
  } catch {
    return 0
  }
}

const installed = read("node_modules/.package-lock.json")
if (installed < read("package-lock.json")) {
  const version = JSON.parse(readFileSync("package.json", "utf8")).version
  console.log(`syncfile ${version}: installing what package-lock.json names (npm ci) …`)
  const run = spawnSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  if (run.status !== 0) {
    console.error("npm ci failed. Mend what it says above, then run the same command again.")
    process.exit(run.status ?? 1)
  }
}

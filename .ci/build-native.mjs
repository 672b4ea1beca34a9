/**
 * Builds ssh2's native cipher for the Node that the scripts run on. ssh2's own install script would build it for the
 * headers of another Node where npm is set to use those. Without a compiler nothing breaks: ssh2 falls back to JavaScript.
 */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

const require = createRequire(import.meta.url)
const folderOf = () => {
  try {
    return join(dirname(require.resolve("ssh2/package.json")), "lib/protocol/crypto")
  } catch {
    process.exit(0) // nothing is installed yet: npm runs this for a change of the lock file alone, too
  }
}
const folder = folderOf()
const addon = join(folder, "build/Release/sshcrypto.node")
const loads = () => spawnSync(process.execPath, ["-e", `require(${JSON.stringify(addon)})`]).status === 0

const build = () => {
  const gyp = process.env.npm_config_node_gyp
  if (gyp === undefined) return
  const env = { ...process.env }
  const home = join(dirname(process.execPath), "..")
  if (existsSync(join(home, "include/node/node_api.h"))) env.npm_config_nodedir = home
  const openssl = process.versions.openssl.split(".")[0]
  const args = [gyp, "rebuild", `--target=${process.version}`, `--real_openssl_major=${openssl}`]
  spawnSync(process.execPath, args, { cwd: folder, env, stdio: "ignore" })
}

if (!loads()) {
  build()
  console.log(loads() ? `Built ssh2's cipher for Node ${process.version}.` : "ssh2 runs without its native cipher.")
}

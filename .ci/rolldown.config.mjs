/** Bundles the command line into dist/: one file to load instead of hundreds. ssh2 stays outside, it is partly native. */
import { readFileSync } from "node:fs"

const launcher = {
  name: "launcher",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "syncfile.mjs", source: readFileSync("src/launch.mjs", "utf8") })
  },
}

export default {
  input: { main: "src/main.ts", runDiskThread: "src/endpoint/local/runDiskThread.ts" },
  platform: "node",
  external: ["ssh2"],
  plugins: [launcher],
  output: { dir: "dist", format: "esm", sourcemap: true, cleanDir: true },
}

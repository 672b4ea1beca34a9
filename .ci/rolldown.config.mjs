/**
 * Bundles the command line into dist/: one file to load instead of hundreds. ssh2 stays outside, it is partly native.
 * The status page goes into dist/page/. The bundles are made in this order, so each cleans a folder before it fills it.
 */
import { globSync, readFileSync } from "node:fs"

const launcher = {
  name: "launcher",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "syncfile.mjs", source: readFileSync("src/launch.mjs", "utf8") })
  },
}

/** What stands beside the page's program. The style sheets are joined in the order of their names. */
const pageAssets = {
  name: "page-assets",
  generateBundle() {
    const emit = (fileName, source) => this.emitFile({ type: "asset", fileName, source })
    for (const file of ["index.html", "icon.svg"]) emit(file, readFileSync(`src/page/${file}`, "utf8"))
    const sheets = globSync("src/page/style/*.css").sort()
    emit("page.css", sheets.map((sheet) => readFileSync(sheet, "utf8")).join("\n"))
  },
}

export default [
  {
    input: { main: "src/main.ts", runDiskThread: "src/endpoint/local/runDiskThread.ts" },
    platform: "node",
    external: ["ssh2"],
    plugins: [launcher],
    output: { dir: "dist", format: "esm", sourcemap: true, cleanDir: true },
  },
  {
    input: { page: "src/page/page.tsx" },
    platform: "browser",
    tsconfig: "src/page/tsconfig.json",
    plugins: [pageAssets],
    treeshake: { moduleSideEffects: false }, // an import of types alone would otherwise bring Effect along
    output: { dir: "dist/page", format: "esm", minify: true, cleanDir: true },
  },
]

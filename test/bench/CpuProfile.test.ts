import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { type CpuProfile, placeOf, profilesIn, readProfile, selfTimesOf } from "./CpuProfile.ts"
import { emptyFolderFor, profiled, renderProfiles } from "./profiling.ts"
import { timed } from "./timed.ts"

const frame = (functionName: string, url = "") => ({ functionName, url, lineNumber: 1, columnNumber: 0 })

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame("(root)") },
    { id: 2, callFrame: frame("hash", "file:///a.js") },
    { id: 3, callFrame: frame("write", "file:///a.js") },
    { id: 4, callFrame: frame("hash", "file:///a.js") }, // called from elsewhere
  ],
  samples: [2, 3, 4, 2],
  timeDeltas: [900, 1000, 3000, 4000],
}

describe("selfTimesOf", () => {
  it("adds up a function wherever it was called from, and counts each sample until the next", () =>
    assert.deepStrictEqual(
      selfTimesOf(profile).map(({ frame, milliseconds, share }) => [frame.functionName, milliseconds, share]),
      [["hash", 5, 5 / 8], ["write", 3, 3 / 8]],
    ))
})

describe("placeOf", () => {
  it.live("leads to the source where there is a map, else to the file itself", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("map")
      const bundle = join(folder, "bundle.js")
      const place = { ...frame("hash", pathToFileURL(bundle).href), lineNumber: 0 }
      assert.strictEqual(placeOf({ ...place, url: pathToFileURL(join(folder, "other.js")).href }, folder), "other.js:1")
      writeFileSync(
        `${bundle}.map`,
        JSON.stringify({ version: 3, sources: ["src/hash.ts"], names: [], mappings: "AAKA" }),
      )
      assert.strictEqual(placeOf(place, folder), "src/hash.ts:6")
      assert.strictEqual(placeOf(frame("read", "node:fs"), folder), "node:fs")
    }).pipe(Effect.scoped))
})

describe("profiled", () => {
  it.live("has Node.js leave a profile that tells where the time went", () =>
    Effect.gen(function*() {
      const project = yield* temporaryFolder("profile")
      const folder = emptyFolderFor("noop", project)
      const script = "const spin = () => { const end = Date.now() + 60; while (Date.now() < end); }; spin()"
      const command = profiled({ program: process.execPath, args: ["-e", script] }, folder)
      const timing = yield* timed(command, { env: {}, folder: project, log: join(project, "log") })
      assert.strictEqual(timing.exitCode, 0, timing.stderr)
      const [path = "", ...more] = profilesIn(folder)
      assert.deepStrictEqual(more, [])
      assert.include(selfTimesOf(readProfile(path)).map(({ frame }) => frame.functionName), "spin")
      const lines = renderProfiles(folder, project).split("\n")
      assert.match(lines[0] ?? "", /^bench\/noop\/CPU\..*\.cpuprofile$/)
      assert.match(lines.find((line) => line.includes("spin")) ?? "", /^\d+ ms +[\d.]+ % +spin /)
      assert.deepStrictEqual(profilesIn(emptyFolderFor("noop", project)), [])
    }).pipe(Effect.scoped))
})

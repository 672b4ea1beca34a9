/** Contract: digests that an endpoint tells by itself. It need not tell any, but those that it tells are right. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { type Content, type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { at, earlier, noise, noon } from "./storyOf.ts"
import { nastyNames, type Subject } from "./World.ts"

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

const contentsIn = (endpoint: Endpoint, directory: string) =>
  Effect.map(
    endpoint.list(at(directory)),
    ({ entries }) =>
      [...entries].flatMap(([name, entry]): ReadonlyArray<Content> =>
        entry._tag === "File" ? [[at(`${directory}/${name}`), entry]] : []
      ),
  )

/** So many that every endpoint finds it worth its while. */
const many = 140

export const digesting = ({ test, traits }: Subject): void => {
  test("digests exactly what is there, whatever it is called", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const names = [...traits.names ?? nastyNames, ...Array.from({ length: many }, (_, index) => `file${index}`)]
      const wanted = new Map(names.map((name, index) => [`d/${name}`, noise(index * 100, index)]))
      for (const [path, bytes] of wanted) world.put(path, bytes)
      const contents = yield* contentsIn(endpoint, "d")
      assert.strictEqual(contents.length, wanted.size)
      yield* endpoint.digests(contents, ([path], digest) =>
        Effect.sync(() => {
          const bytes = wanted.get(path)
          assert.strictEqual(digest, bytes && sha256(bytes), `digest of ${JSON.stringify(path)}`)
          wanted.delete(path) // each is told once
        }))
    }))

  test("tells no digest of what is not as it was scanned", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const paths = Array.from({ length: many }, (_, index) => `d/file${index}`)
      for (const [index, path] of paths.entries()) world.put(path, noise(100 + index, index), { modified: noon })
      const contents = yield* contentsIn(endpoint, "d")
      world.put("d/file3", noise(103, 7), { modified: earlier })
      world.put("d/file50", noise(149, 50), { modified: noon })
      world.remove("d/file100")
      world.remove("d/file120")
      world.makeDirectory("d/file120")
      const changed = new Set(["d/file3", "d/file50", "d/file100", "d/file120"])
      if (traits.symlinks) {
        world.remove("d/file139")
        world.link("d/file139", "file138")
        changed.add("d/file139")
      }
      yield* endpoint.digests(contents, ([path], digest) =>
        Effect.sync(() => {
          assert.isFalse(changed.has(path), path)
          const index = Number(path.slice("d/file".length))
          assert.strictEqual(digest, sha256(noise(100 + index, index)), path)
        }))
    }))
}

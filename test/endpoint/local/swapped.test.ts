/** Parents that are swapped for links while a run goes on lead nothing out of the root (H06, I05, I06). */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { directory, type File } from "../../../src/domain/Entry.ts"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { at, fileAt, noise, readAll, removeAt, save, text, writingOf } from "../contract/storyOf.ts"
import { temporaryRoot } from "./places.ts"
import { swapping } from "./swapping.ts"

const milliseconds = 1200
const patience = 30_000

const opened = Effect.gen(function*() {
  const root = yield* temporaryRoot
  const outside = join(root, "..", "outside")
  mkdirSync(outside)
  mkdirSync(join(root, "d"))
  return { root, outside, endpoint: yield* localEndpoint({ root, name: "./data", symlinks: "skip" }) }
})

/** Tries until the time is over, and counts how often it went well and how often not. */
const tryOften = Effect.fnUntraced(function*(attempt: (round: number) => Effect.Effect<unknown, unknown>) {
  const until = performance.now() + milliseconds
  const count = { well: 0, badly: 0 }
  for (let round = 0; performance.now() < until; round++) {
    const { _tag } = yield* Effect.result(attempt(round))
    count[_tag === "Success" ? "well" : "badly"] += 1
    yield* Effect.sleep(0)
  }
  return count
})

const happenedBoth = ({ well, badly }: { readonly well: number; readonly badly: number }) =>
  assert.isTrue(well > 0 && badly > 0, `went well ${well} times and badly ${badly} times`)

describe("a parent that is swapped for a link and back all the time", () => {
  it.live("lets nothing be written outside", () =>
    Effect.gen(function*() {
      const { root, outside, endpoint } = yield* opened
      const count = yield* Effect.scoped(Effect.andThen(
        swapping(root, "d", outside),
        tryOften((round) => save(endpoint, `d/file${round}`, noise(round % 3 === 0 ? 100_000 : 100, round))),
      ))
      happenedBoth(count)
      assert.deepStrictEqual(readdirSync(outside), [])
      const names = readdirSync(join(root, "d"))
      assert.deepStrictEqual(names.filter((name) => name.startsWith(".")), [])
      for (const name of names) {
        const round = Number(name.slice(4))
        assert.deepStrictEqual(
          new Uint8Array(readFileSync(join(root, "d", name))),
          noise(round % 3 === 0 ? 100_000 : 100, round),
        )
      }
    }), patience)

  it.live("lets nothing be made or removed outside", () =>
    Effect.gen(function*() {
      const { root, outside, endpoint } = yield* opened
      mkdirSync(join(outside, "e"))
      writeFileSync(join(outside, "precious"), "text")
      const count = yield* Effect.scoped(Effect.andThen(
        swapping(root, "d", outside),
        tryOften((round) =>
          Effect.gen(function*() {
            yield* Effect.ignore(
              Effect.flatMap(
                endpoint.stat(at("d/precious")),
                (found) => found === undefined ? Effect.void : removeAt(endpoint, "d/precious", found),
              ),
            )
            yield* Effect.ignore(removeAt(endpoint, "d/e", directory))
            yield* endpoint.makeDirectory(at(`d/new${round}`))
          })
        ),
      ))
      happenedBoth(count)
      assert.deepStrictEqual(readdirSync(outside).sort(), ["e", "precious"])
    }), patience)

  it.live("lets nothing outside be seen or read", () =>
    Effect.gen(function*() {
      const { root, outside, endpoint } = yield* opened
      writeFileSync(join(root, "d", "file"), "inside")
      writeFileSync(join(outside, "file"), "secret")
      writeFileSync(join(outside, "secret"), "secret")
      const leaks: Array<string> = []
      const count = yield* Effect.scoped(Effect.andThen(
        swapping(root, "d", outside),
        tryOften(() =>
          Effect.gen(function*() {
            const { entries } = yield* endpoint.list(at("d"))
            if (entries.length !== 1) leaks.push(`listed ${entries.names.join()}`)
            const file = yield* fileAt(endpoint, "d/file")
            const bytes = yield* readAll(endpoint, "d/file", file)
            if (Buffer.from(bytes).toString() !== "inside") leaks.push("read")
          })
        ),
      ))
      happenedBoth(count)
      assert.deepStrictEqual(leaks, [])
    }), patience)
})

describe("a directory that is moved away", () => {
  it.live("does not take along what is written to its old path", () =>
    Effect.gen(function*() {
      const { root, outside, endpoint } = yield* opened
      yield* save(endpoint, "d/file", text("held from here on"))
      const wanted: File = { _tag: "File", size: 4, modified: 0 }
      const move = Effect.sync(() => {
        renameSync(join(root, "d"), join(outside, "d"))
        mkdirSync(join(root, "d"))
      })
      const failure = yield* Effect.flip(endpoint.write(
        writingOf("d/new", wanted),
        Stream.concat(Stream.succeed(text("text")), Stream.fromEffectDrain(move)),
      ))
      assert.strictEqual(failure.reason._tag, "Refused")
      assert.deepStrictEqual([readdirSync(join(root, "d")), readdirSync(join(outside, "d"))], [[], ["file"]])
      yield* save(endpoint, "d/file", text("in the new one"))
      assert.isTrue(existsSync(join(root, "d", "file")))
      assert.strictEqual(readFileSync(join(outside, "d", "file"), "utf8"), "held from here on")
    }))
})

/** The contract on endpoints in memory, one for each way to publish, and what only they can do. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { directory, type Entry } from "../../src/domain/Entry.ts"
import { backupFolder, isOurs } from "../../src/domain/temporaries.ts"
import { type EndpointOptions } from "../../src/endpoint/Endpoint.ts"
import { EndpointError } from "../../src/endpoint/EndpointError.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import {
  type MemoryOptions,
  type MemoryWorld,
  memoryWorld,
  type Moment,
} from "../../src/endpoint/memory/MemoryWorld.ts"
import { endpointContract } from "./contract.ts"
import { at, checked, fileAt, kept, moveAt, reasonOf, removeAt, sameBytes, save, text } from "./contract/storyOf.ts"
import { type Place, type Step, type Traits, type World } from "./contract/World.ts"

const worldOf = (memory: MemoryWorld): World => ({
  root: "",
  put: (path, content, stamp) => memory.put(path, content, stamp),
  makeDirectory: (path) => {
    if (memory.peek(path)?._tag !== "Directory") memory.putEntry(path, { _tag: "Directory" })
  },
  link: (path, target) => memory.putEntry(path, { _tag: "Symlink", target }),
  remove: (path) => memory.remove(path),
  bytes: (path) => memory.content(path),
  modified: (path) => fileIn(memory.peek(path)).modified,
  mode: (path) => fileIn(memory.peek(path)).mode ?? 0,
  names: (directory) => {
    const prefix = directory === undefined ? "" : `${directory}/`
    const below = memory.paths().filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length))
    return below.filter((path) => !path.includes("/")).sort()
  },
  removeRoot: () => memory.removeRoot(),
  replaceRoot: () => memory.replaceRoot(),
})

const fileIn = (entry: Entry | undefined) => {
  if (entry?._tag !== "File") throw new Error(`${entry?._tag ?? "nothing"} is no file`)
  return entry
}

const memories = new WeakMap<World, MemoryWorld>()

const make = (options: Partial<MemoryOptions>): Effect.Effect<Place> =>
  Effect.sync(() => {
    const memory = memoryWorld(options)
    const world = worldOf(memory)
    memories.set(world, memory)
    return { endpoint: memoryEndpoint(memory, { backup }), world, stepIn: stepInto(memory) }
  })

const backup = { _tag: "Local", path: `/${backupFolder}`, written: backupFolder } as const

const moments: Readonly<Record<Step, ReadonlyArray<Moment>>> = {
  "set-aside": ["set-aside"],
  "publish": ["publish"],
  "published": ["published"],
  "bring-back": ["bring-back"],
  "move": ["set-aside", "rename"], // a folder is not set aside
  "arrive": ["rename"],
}

const stepInto = (memory: MemoryWorld): Place["stepIn"] => (step, act) =>
  Effect.sync(() => once(memory, moments[step], act))

const traits: Traits = {
  publishing: "atomic",
  keepsTimes: true,
  symlinks: true,
  modes: true,
  tellsRoots: true,
  bringsAnythingBack: true,
  takesAside: true,
  unreadable: (world) =>
    Effect.sync(() => {
      memories.get(world)?.putEntry("d/locked", { _tag: "Unknown", problem: "permission denied" })
      return at("d/locked")
    }),
}

endpointContract("memory", make({}), traits)
endpointContract(
  "memory without replacing renames",
  make({ publishing: "no-replace", hasIds: false, precision: 1000 }),
  {
    ...traits,
    publishing: "no-replace",
  },
)
endpointContract("memory that shows files once they are closed", make({ publishing: "at-close", keepsTimes: false }), {
  ...traits,
  publishing: "at-close",
  keepsTimes: false,
})

const lost = new EndpointError({
  endpoint: "memory",
  operation: "anything",
  reason: { _tag: "ConnectionLost", message: "the cable was pulled" },
})

/** Lets something happen right before a step, the first time it comes. */
const once = (memory: MemoryWorld, wanted: Moment | ReadonlyArray<Moment>, happen: () => EndpointError | void) => {
  let isDue = true
  const { before } = memory
  memory.before = (moment, path) => {
    if (!isDue || ![wanted].flat().includes(moment)) return before(moment, path)
    isDue = false
    return happen() ?? undefined
  }
}

const opened = (options: Partial<MemoryOptions> = {}, more: Partial<EndpointOptions> = {}) => {
  const memory = memoryWorld(options)
  return { memory, endpoint: memoryEndpoint(memory, more) }
}

describe("an endpoint in memory", () => {
  it.effect("fails where it is told to, before the step or after it", () =>
    Effect.gen(function*() {
      const { memory, endpoint } = opened()
      once(memory, "make-directory", () => lost)
      assert.strictEqual(yield* Effect.flip(endpoint.makeDirectory(at("d"))), lost)
      assert.deepStrictEqual(memory.paths(), [])
      once(memory, "made-directory", () => lost)
      assert.strictEqual(yield* Effect.flip(endpoint.makeDirectory(at("d"))), lost)
      assert.deepStrictEqual(memory.paths(), [at("d")])
      once(memory, "published", () => lost)
      assert.strictEqual(yield* Effect.flip(save(endpoint, "d/file", text("text"))), lost)
      sameBytes(memory.content("d/file"), text("text"))
    }))

  it.effect("notices an edit at any step of writing", () =>
    Effect.gen(function*() {
      for (const publishing of ["atomic", "no-replace", "at-close"] as const) {
        for (const moment of ["write", "write-chunk", "set-aside", "publish"] as const) {
          const { memory, endpoint } = opened({ publishing })
          if (moment === "set-aside" && publishing !== "no-replace") continue
          memory.put("file", "old")
          const expected = yield* endpoint.stat(at("file"))
          once(memory, moment, () => memory.put("file", "edited"))
          assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected })), "Changed")
          sameBytes(memory.content("file"), text("edited"), `${publishing} ${moment}`)
        }
      }
    }))

  it.effect("puts the old version back when the new one cannot take its name", () =>
    Effect.gen(function*() {
      const { memory, endpoint } = opened({ publishing: "no-replace" })
      memory.put("file", "old")
      const expected = yield* endpoint.stat(at("file"))
      once(memory, "publish", () => lost)
      assert.strictEqual(yield* Effect.flip(save(endpoint, "file", text("new"), { expected })), lost)
      assert.deepStrictEqual(memory.paths(), [at("file")])
      sameBytes(memory.content("file"), text("old"))
    }))

  it.effect("leaves what a cut connection leaves, until it is recovered", () =>
    Effect.gen(function*() {
      const moments = ["write-chunk", "set-aside", "publish", "clear-aside", "published"] as const
      for (const moment of moments) {
        const { memory, endpoint } = opened({ publishing: "no-replace" })
        memory.put("file", "old")
        const expected = yield* endpoint.stat(at("file"))
        once(memory, moment, () => memory.freeze())
        assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected })), "ConnectionLost")
        assert.strictEqual(yield* reasonOf(endpoint.list(undefined)), "ConnectionLost")
        memory.thaw()
        const leftovers = memory.paths().filter(isOurs)
        assert.strictEqual(leftovers.length, { publish: 2, published: 0 }[moment as string] ?? 1, moment)
        for (const leftover of leftovers) yield* endpoint.recover(leftover, at("file"))
        assert.deepStrictEqual(memory.paths(), [at("file")])
        const isNew = moment === "clear-aside" || moment === "published"
        sameBytes(memory.content("file"), text(isNew ? "new" : "old"), moment)
      }
    }))

  it.effect("loses no version at any step of setting aside, whatever breaks there", () =>
    Effect.gen(function*() {
      const steps = [
        "make-backup",
        "look-again",
        "set-aside",
        "check-aside",
        "publish",
        "clear-aside",
        "published",
      ] as const
      for (const old of [checked, kept("run/file")]) {
        for (const moment of steps) {
          if (moment === "make-backup" && old._tag !== "Kept") continue
          for (const isCut of [false, true]) {
            const { memory, endpoint } = opened({}, { backup })
            memory.put("file", "old")
            const expected = yield* endpoint.stat(at("file"))
            once(memory, moment, () => {
              if (isCut) memory.freeze()
              return lost
            })
            yield* Effect.exit(save(endpoint, "file", text("new"), { expected, old }))
            memory.thaw()
            const contents = memory.paths().map((path) => Buffer.from(memory.content(path) ?? []).toString())
            const isPublished = moment === "clear-aside" || moment === "published"
            assert.include(contents, isPublished ? "new" : "old", `${old._tag} ${moment}`)
            if (old._tag === "Kept") assert.include(contents, "old", `${old._tag} ${moment}`)
          }
        }
      }
    }))

  it.effect("renames files as disks do: under another id of the same inode, and what is in a folder under none", () =>
    Effect.gen(function*() {
      const { memory, endpoint } = opened()
      memory.put("d/file", "text")
      memory.put("file", "text")
      const [inside, file] = [yield* fileAt(endpoint, "d/file"), yield* fileAt(endpoint, "file")]
      yield* moveAt(endpoint, "d", "e", directory)
      assert.deepStrictEqual(yield* fileAt(endpoint, "e/file"), inside)
      yield* moveAt(endpoint, "file", "moved", file)
      const moved = yield* fileAt(endpoint, "moved")
      assert.notStrictEqual(moved.id, file.id)
      assert.strictEqual(moved.id?.split(".")[0], file.id?.split(".")[0])
    }))

  it.effect("moves no folders when it is told so, and keeps nothing without a backup", () =>
    Effect.gen(function*() {
      const { memory, endpoint } = opened({ movesDirectories: false })
      memory.put("d/file", "text")
      assert.isFalse((yield* endpoint.capabilities("target")).movesDirectories)
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "d", "e", directory)), "Unsupported")
      const expected = yield* fileAt(endpoint, "d/file")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "d/file", expected, kept("a"))), "Refused")
      assert.strictEqual(yield* reasonOf(endpoint.putBack(at("a"), at("b"))), "Refused")
      assert.isUndefined(endpoint.backup)
      assert.deepStrictEqual(memory.paths(), [at("d"), at("d/file")])
    }))

  it.effect("shows whatever tests put there, and what listings say about themselves", () =>
    Effect.gen(function*() {
      const { memory, endpoint } = opened()
      const entries: Record<string, Exclude<Entry, { readonly _tag: "File" }>> = {
        link: { _tag: "Symlink", target: "file" },
        pipe: { _tag: "Special" },
        dark: { _tag: "Unknown", problem: "permission denied" },
      }
      for (const [name, entry] of Object.entries(entries)) memory.putEntry(name, entry)
      memory.put("hidden", "text")
      memory.put("bad\uFFFD", "text")
      memory.concealed.add("hidden")
      memory.problems.set(undefined, ["the listing broke off"])
      const { entries: listed, problems } = yield* endpoint.list(undefined)
      assert.deepStrictEqual<Record<string, Entry>>(Object.fromEntries(listed), entries)
      assert.strictEqual(problems[0], "the listing broke off")
      assert.strictEqual(problems.length, 2)
      assert.strictEqual((yield* endpoint.stat(at("hidden")))?._tag, "File")
    }))

  it.effect("has a clock of its own, as coarse as wanted", () =>
    Effect.gen(function*() {
      const { memory, endpoint } = opened({ keepsTimes: false, precision: 2000 })
      const first = yield* save(endpoint, "a", text("text"), { modified: 5 })
      const second = yield* save(endpoint, "b", text("text"), { modified: 5 })
      assert.isAbove(first.modified, 1_000_000_000_000)
      assert.isAtLeast(second.modified, first.modified)
      assert.strictEqual(first.modified % 2000, 0)
      const kept = yield* save(memoryEndpoint(memoryWorld({ precision: 1000 })), "a", text("text"), { modified: 5999 })
      assert.strictEqual(kept.modified, 5000)
      assert.isDefined(memory.peek("a"))
    }))
})

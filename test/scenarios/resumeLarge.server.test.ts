/** Large files whose apply is killed or stopped on the way: the next one sends the rest, and never anything wrong. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { noise } from "../endpoint/contract/storyOf.ts"
import { delayProxy } from "../support/network/delayProxy.ts"
import { throughProxy } from "../support/network/throughProxy.ts"
import { type SftpServer } from "../support/servers/SftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { figure } from "./support/isFull.ts"
import { passInSteps } from "./support/passInSteps.ts"
import { leftoversIn } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const mebibyte = 1024 * 1024
const content = noise(16 * mebibyte + 12_345)
const every = mebibyte
const dyingApply = join(import.meta.dirname, "support", "dyingApply.ts")

type Way = "up" | "down" | "across"

/** Both roots of a pair, one of them or both on a server behind a proxy. */
const prepared = Effect.fnUntraced(function*(up: SftpServer, way: Way) {
  const proxy = yield* delayProxy({ port: up.port })
  const place = yield* workspace
  const [isFromServer, isToServer] = [way !== "up", way !== "down"]
  const rootOf = (name: string, isServed: boolean) => join(isServed ? join(up.folder, place.name) : place.folder, name)
  const written = (name: string, isServed: boolean) => isServed ? `server:${place.name}/${name}` : `./${name}`
  const [source, target] = [rootOf("source", isFromServer), rootOf("target", isToServer)]
  for (const root of [source, target]) mkdirSync(root, { recursive: true })
  place.declare({
    remotes: { server: yield* throughProxy(up, proxy) },
    pairs: {
      large: { mode: "mirror", source: written("source", isFromServer), target: written("target", isToServer) },
    },
  })
  writeFileSync(join(source, "large.bin"), content)
  const sent = Effect.map(proxy.traffic, ({ down, up }) => way === "down" ? down : up)
  const { folder } = place
  return {
    source,
    target,
    die: (deadly: number) =>
      Effect.promise(() =>
        new Promise<void>((resolve, reject) => {
          const child = spawn(process.execPath, [dyingApply, String(every), String(deadly)], { cwd: folder })
          let said = ""
          child.stderr.setEncoding("utf8").on("data", (text) => said += text)
          child.once(
            "close",
            (_, signal) => signal === "SIGKILL" ? resolve() : reject(new Error(`it did not die: ${said}`)),
          )
        })
      ),
    stop: (last: number) =>
      passInSteps({ folder, every, noted: (checkpoints, stop) => checkpoints === last ? stop() : undefined }),
    /** Where the file was resumed, and how many bytes went over the line. */
    apply: Effect.gen(function*() {
      const before = yield* sent
      const resumed = yield* passInSteps({ folder, every, noted: () => undefined })
      return { resumed, bytes: (yield* sent) - before }
    }),
    part: () => join(target, leftoversIn(target)[0] ?? assert.fail("no part")),
    check: () => {
      assert.isTrue(readFileSync(join(target, "large.bin")).equals(readFileSync(join(source, "large.bin"))))
      assert.deepStrictEqual(leftoversIn(target), [])
    },
  }
})

describe("a large file whose apply does not come to its end", () => {
  const full = sharedServer(sshd())
  const plain = sharedServer(sshd({ profile: "plain" }))

  it.live("is resumed after the process was killed, twice, further on each time", () =>
    Effect.gen(function*() {
      const { apply, check, die, part, target } = yield* prepared(yield* full, "up")
      yield* die(3)
      const first = part()
      assert.isFalse(existsSync(join(target, "large.bin")))
      yield* die(3) // the first of them tells what was taken up
      assert.notStrictEqual(part(), first)
      const { bytes, resumed } = yield* apply
      assert.isAtLeast(Number(resumed[0]), 5 * mebibyte)
      assert.isBelow(bytes, 12 * mebibyte)
      figure(`resumed at ${Number(resumed[0])}, ${bytes} bytes sent for the rest`)
      check()
      assert.deepStrictEqual((yield* apply).resumed, [])
    }).pipe(Effect.scoped))

  for (const way of ["down", "across"] as const) {
    it.live(`is resumed after the user stopped it: ${way}`, () =>
      Effect.gen(function*() {
        const { apply, check, stop } = yield* prepared(yield* full, way)
        assert.deepStrictEqual(yield* stop(4), [])
        const { bytes, resumed } = yield* apply
        assert.isAtLeast(Number(resumed[0]), 4 * mebibyte)
        assert.isBelow(bytes, 13 * mebibyte)
        check()
      }).pipe(Effect.scoped))
  }

  it.live("is resumed on a server that cannot sync, where the whole beginning is read back first", () =>
    Effect.gen(function*() {
      const { apply, check, stop } = yield* prepared(yield* plain, "up")
      yield* stop(4)
      assert.isBelow((yield* apply).bytes, 13 * mebibyte)
      check()
    }).pipe(Effect.scoped))

  const writeTo = (file: string, at: number) => {
    const bytes = readFileSync(file)
    const place = at < 0 ? bytes.length + at : at
    writeFileSync(file, bytes.fill(bytes[place]! ^ 1, place, place + 1))
  }
  const strangers: ReadonlyArray<[string, Way, (part: string, source: string) => void]> = [
    ["its part was written to at its end", "up", (part) => writeTo(part, -7)],
    ["its part was written to at its end", "down", (part) => writeTo(part, -7)],
    ["its source is another one of the same size and time", "across", (_, source) => {
      const file = join(source, "large.bin")
      const { atime, mtime } = statSync(file)
      writeTo(file, 5)
      utimesSync(file, atime, mtime)
    }],
    ["its source is another one", "down", (_, source) => {
      writeTo(join(source, "large.bin"), 5)
      utimesSync(join(source, "large.bin"), 1_700_000_000, 1_700_000_000)
    }],
  ]
  for (const [what, way, happen] of strangers) {
    it.live(`is sent as a whole when ${what}: ${way}`, () =>
      Effect.gen(function*() {
        const { apply, check, part, source, stop } = yield* prepared(yield* full, way)
        yield* stop(4)
        happen(part(), source)
        const { bytes, resumed } = yield* apply
        assert.deepStrictEqual(resumed, [0])
        assert.isAbove(bytes, content.length)
        check()
      }).pipe(Effect.scoped))
  }
})

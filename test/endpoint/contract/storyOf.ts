/** The short sentences that the suite is told in. */
import { assert } from "@effect/vitest"
import { Effect, Exit, Stream } from "effect"
import { type Entry, type File } from "../../../src/domain/Entry.ts"
import { type RelPath } from "../../../src/domain/RelPath.ts"
import { temporaryName } from "../../../src/domain/temporaries.ts"
import { type Endpoint, type Old, type Writing } from "../../../src/endpoint/Endpoint.ts"
import { type EndpointError } from "../../../src/endpoint/EndpointError.ts"

export const at = (path: string): RelPath => path as RelPath

export const text = (content: string): Uint8Array => new TextEncoder().encode(content)

/** Bytes in which no stretch looks like another one. */
export const noise = (size: number, seed = 1): Uint8Array => {
  const bytes = new Uint8Array(size)
  let state = seed * 2_654_435_761 >>> 0
  for (let index = 0; index < size; index++) {
    state = Math.imul(state ^ state >>> 15, 0x2c1b3c6d) + index >>> 0
    bytes[index] = state >>> 11
  }
  return bytes
}

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

/** 2023-11-14 22:13:20, an hour before and an hour after. */
export const noon = 1_700_000_000_000
export const earlier = noon - 3_600_000
export const later = noon + 3_600_000

let count = 0

/** A name as runs of this tool make them; never the same twice. */
export const ownName = (): string => temporaryName("c0ffee00", count++, 0)

export const gone: Old = { _tag: "Gone" }
export const checked: Old = { _tag: "Checked" }
export const kept = (as: string): Old => ({ _tag: "Kept", as: at(as) })

export const writingOf = (path: string, wanted: File, expected?: Entry, old: Old = gone): Writing => ({
  path: at(path),
  wanted,
  expected,
  temporary: ownName(),
  old,
  isResumed: false,
})

export const removeAt = (endpoint: Endpoint, path: string, expected: Entry, old: Old = gone) =>
  endpoint.remove({ path: at(path), expected, old, temporary: ownName() })

export const moveAt = (endpoint: Endpoint, from: string, path: string, expected: Entry) =>
  endpoint.move(at(from), at(path), expected, ownName())

export const wantedOf = (content: Uint8Array, more: Partial<File> = {}): File => ({
  _tag: "File",
  size: content.length,
  modified: noon,
  ...more,
})

export const save = (
  endpoint: Endpoint,
  path: string,
  content: Uint8Array,
  { expected, old, ...more }: Partial<File> & { readonly expected?: Entry | undefined; readonly old?: Old } = {},
): Effect.Effect<File, EndpointError> =>
  endpoint.write(
    writingOf(path, wantedOf(content, more), expected, old),
    content.length === 0 ? Stream.empty : Stream.succeed(content),
  )

/** The entry as the endpoint lists it, which is also what plans are made from. */
export const listed = (endpoint: Endpoint, path: string): Effect.Effect<Entry | undefined, EndpointError> => {
  const slash = path.lastIndexOf("/")
  const directory = slash === -1 ? undefined : at(path.slice(0, slash))
  return Effect.map(
    endpoint.list(directory),
    ({ entries }) => [...entries].find(([name]) => name === path.slice(slash + 1))?.[1],
  )
}

export const fileAt = Effect.fnUntraced(function*(endpoint: Endpoint, path: string) {
  const entry = yield* listed(endpoint, path)
  if (entry?._tag !== "File") return assert.fail(`${path} is ${entry?._tag ?? "absent"}, not a file`)
  return entry
})

export const readAll = (
  endpoint: Endpoint,
  path: string,
  file: File,
  from = 0,
): Effect.Effect<Uint8Array, EndpointError> =>
  Stream.runFold(
    endpoint.read(at(path), file, from),
    () => ({ bytes: new Uint8Array(file.size - from), filled: 0 }), // what comes is gone when more comes
    ({ bytes, filled }, piece) => {
      if (filled + piece.length > bytes.length) return assert.fail("it gives more than the file has")
      bytes.set(piece, filled)
      return { bytes, filled: filled + piece.length }
    },
  ).pipe(Effect.map(({ bytes, filled }) => bytes.subarray(0, filled)))

/** For the reason alone; a success is a failed test. */
export const reasonOf = <A>(work: Effect.Effect<A, EndpointError>): Effect.Effect<string> =>
  Effect.map(Effect.exit(work), (exit) => {
    if (Exit.isSuccess(exit)) return assert.fail(`it succeeded with ${JSON.stringify(exit.value)}`)
    const reason = exit.cause.reasons[0]
    return reason?._tag === "Fail" ? reason.error.reason._tag : assert.fail(String(exit.cause))
  })

export const sameBytes = (actual: Uint8Array | undefined, wanted: Uint8Array, what = "content"): void => {
  if (actual === undefined) return assert.fail(`${what} is absent`)
  assert.strictEqual(actual.length, wanted.length, `size of ${what}`)
  assert.isTrue(Buffer.compare(actual, wanted) === 0, `${what} differs`)
}

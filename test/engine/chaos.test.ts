/** Random worlds, random users, random misfortune: what has to hold all the same. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { type Entry, unchanged } from "../../src/domain/Entry.ts"
import { isWithin, lineage, type RelPath } from "../../src/domain/RelPath.ts"
import { type Side, sides } from "../../src/domain/Side.ts"
import { isOurs } from "../../src/domain/temporaries.ts"
import { type MemoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { disturbedPass } from "../support/disturbances.ts"
import {
  backups,
  changesOn,
  leftoversIn,
  type MemoryPair,
  memoryPair,
  pass,
  patiently,
  preview,
  textAt,
} from "../support/memoryPair.ts"
import { type Edit, type Holdings, paths, type Storm, Story } from "./mirrorStory.ts"

const noBackups = { left: undefined, right: undefined }

const epoch = 1_600_000_000_000

/** The same content has the same time, and another content never has: sizes and seconds alone could not tell them apart. */
const put = (world: MemoryWorld, path: string, token: string, stamp: number): void =>
  world.put(path, token, { modified: epoch + stamp * 10_000 })

const write = (world: MemoryWorld, holdings: typeof Holdings.Type): void => {
  for (const path of paths) {
    const holds = holdings[path]
    if (holds === "as it was") continue
    if (holds === "nothing") world.remove(path)
    else if (holds !== "directory") put(world, path, holds, Number(holds.slice(1)))
    else if (!isKeptOut(path) && world.peek(path)?._tag !== "Directory") world.putEntry(path, { _tag: "Directory" })
  }
}

const isKeptOut = (path: string): boolean => path.endsWith(".tmp")

/** Paths that are neither in the backup folder nor temporaries. */
const usersPaths = (world: MemoryWorld): ReadonlyArray<RelPath> =>
  world.paths().filter((path) => !path.split("/").some(isOurs))

/** What users did, and what must therefore be where. */
class Witness {
  readonly #both: MemoryPair
  readonly #known = new Map<string, Set<string>>() // contents that a path ever had, on either side
  #edits = 0
  /** Files that a user put on the target since the steps of this pass began: nobody may have planned for them. */
  readonly #fresh = new Map<string, string>()
  /** What users put on the target and have not taken away since: with a backup, it is there or in the backup. */
  readonly #kept = new Map<string, string>()

  constructor(both: MemoryPair) {
    this.#both = both
    this.learn()
  }

  learn(): void {
    for (const side of sides) {
      for (const path of usersPaths(this.#both[side])) {
        const text = textAt(this.#both[side], path)
        if (text !== undefined) this.#contentsOf(path).add(text)
      }
    }
  }

  newPass(): void {
    this.#fresh.clear()
    this.#both.steps.length = 0
    this.#both.events.length = 0
  }

  get isActing(): boolean {
    return this.#both.events.some(({ _tag }) => _tag === "Started")
  }

  edit({ side, path, removes }: typeof Edit.Type): void {
    const world = this.#both[side]
    for (const each of [...this.#fresh.keys(), ...this.#kept.keys()]) {
      const isTouched = isWithin(path as RelPath, each as RelPath) || isWithin(each as RelPath, path as RelPath)
      if (side === "left" || !isTouched) continue
      this.#fresh.delete(each)
      this.#kept.delete(each)
    }
    if (removes) return world.remove(path)
    this.#edits += 1
    const token = `e${this.#edits}`
    put(world, path, token, 100 + this.#edits)
    this.#contentsOf(path).add(token)
    if (side === "right" && this.isActing) this.#fresh.set(path, token)
    if (side === "right" && this.#both.pair.backup.right !== undefined) this.#kept.set(path, token)
  }

  /** Comes before every step. */
  look(what: string): void {
    const { right } = this.#both
    const held = new Set(this.#kept.size === 0 ? [] : right.paths().map((path) => textAt(right, path)))
    for (const [path, token] of this.#kept) assert.isTrue(held.has(token), `${token} of ${path} is lost at ${what}`)
    for (const path of usersPaths(right)) {
      const text = textAt(right, path)
      if (text === undefined) continue
      assert.isTrue(this.#contentsOf(path).has(text), `${path} holds "${text}" at ${what}`)
    }
    const isStrict = this.#both.pair.backup.right === undefined // else it may be looked at in the backup, and come back
    for (const [path, token] of isStrict ? this.#fresh : []) {
      assert.strictEqual(textAt(right, path), token, `${path} at ${what}`)
    }
    assert.deepStrictEqual(changesOn(this.#both, "left"), [], what)
  }

  #contentsOf(path: string): Set<string> {
    const known = this.#known.get(path) ?? new Set()
    this.#known.set(path, known)
    return known
  }
}

const started = Effect.fnUntraced(function*(both: MemoryPair, story: Story) {
  for (const side of sides) write(both[side], story.trunk)
  if (story.hasPast) yield* patiently(pass(both))
  for (const side of sides) write(both[side], story[side])
})

const weathered = Effect.fnUntraced(
  function*(both: MemoryPair, witness: Witness, { edits, faults }: typeof Storm.Type) {
    witness.newPass()
    let acting = 0
    let now = 0
    both.before = ({ side, moment, path }) => {
      witness.look(`${side} ${moment} ${path}`)
      now = witness.isActing ? acting++ : -1
      for (const edit of edits) if (edit.at === now) witness.edit(edit)
      return undefined
    }
    yield* disturbedPass(both, () => faults.find(({ at }) => at === now)?.what)
    both.before = () => undefined
    witness.look("the end")
  },
)

/** What is remembered of a file that is as it was is the truth about its content. */
const assertTruthful = Effect.fnUntraced(function*(both: MemoryPair) {
  const { baseline } = yield* (yield* StateStore).load("pair")
  for (const path of baseline.keys()) {
    for (const side of sides) {
      const agreed: Entry | undefined = baseline.get(path)?.[side]
      if (agreed?._tag !== "File" || agreed.digest === undefined) continue
      if (!unchanged(agreed, both[side].peek(path))) continue
      const digest = createHash("sha256").update(textAt(both[side], path) ?? "").digest("hex")
      assert.strictEqual(agreed.digest, digest, `${side} ${path}`)
    }
  }
})

const isSame = ({ left, right }: MemoryPair, path: string): boolean =>
  left.peek(path)?._tag === right.peek(path)?._tag && textAt(left, path) === textAt(right, path)

const holdsKeptOut = ({ right }: MemoryPair, path: RelPath): boolean =>
  usersPaths(right).some((each) => each !== path && isWithin(path, each) && isKeptOut(each))

const mismatches = (both: MemoryPair, mode: Story["mode"], conflicts: ReadonlyArray<RelPath>): ReadonlyArray<RelPath> =>
  [...new Set([...usersPaths(both.left), ...usersPaths(both.right)])].filter((path) => {
    if (isKeptOut(path) || isSame(both, path)) return false
    if (lineage(path).some((above) => conflicts.includes(above))) return false
    if (both.left.peek(path) === undefined && mode === "copy") return false
    return both.right.peek(path)?._tag !== "Directory" || !holdsKeptOut(both, path)
  })

const pathsOf = (both: MemoryPair, side: Side, wanted: (path: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    usersPaths(both[side]).filter(wanted).map((
      path,
    ): [string, string] => [path, textAt(both[side], path) ?? "a folder"]),
  )

describe("whatever happens", () => {
  it.effect.prop(
    "everything is in step again after two quiet passes, and nothing was lost on the way",
    [Story],
    ([story]) => {
      const { mode, compare, publishing, keepsTimes, hasIds, hasBackup } = story
      const backup = hasBackup ? { ...backups(), left: undefined } : noBackups
      const both = memoryPair({
        pair: { mode, compare, backup, filters: [{ _tag: "Exclude", glob: "*.tmp" }] },
        right: { publishing, keepsTimes, hasIds },
      })
      return Effect.gen(function*() {
        yield* started(both, story)
        const witness = new Witness(both)
        for (const storm of story.storms.slice(0, 3)) {
          yield* weathered(both, witness, storm)
          yield* assertTruthful(both)
        }
        const before = pathsOf(both, "right", () => mode === "copy")
        const untouched = pathsOf(both, "right", isKeptOut)
        yield* patiently(pass(both))
        yield* patiently(pass(both))
        const { actions, conflicts } = yield* preview(both)
        assert.deepStrictEqual(mismatches(both, mode, conflicts.map(({ path }) => path)), [])
        assert.deepStrictEqual(leftoversIn(both.right), [])
        assert.deepStrictEqual(actions, [])
        assert.deepStrictEqual(pathsOf(both, "right", isKeptOut), untouched)
        for (const path of Object.keys(before)) {
          assert.isTrue(both.right.peek(path) !== undefined, path)
        }
        assert.deepStrictEqual(changesOn(both, "left"), [])
        yield* assertTruthful(both)
      }).pipe(Effect.provide(both.layer, { local: true }))
    },
    { arbitrary: { runs: 250, size: 24, maxShrinks: 400 }, timeout: 120_000 },
  )
})

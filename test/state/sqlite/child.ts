/** A process of its own, for what only a process can show: `node child <act> <state file> [pair]`. */
import { Effect } from "effect"
import { setTimeout } from "node:timers"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { formats } from "../../../src/state/sqlite/formats.ts"
import { makeSqliteStore } from "../../../src/state/sqlite/makeSqliteStore.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { at, beginning, fileOf } from "../samples.ts"

const [act = "", file = "", pair = "notes"] = process.argv.slice(2)

const say = (line: string) => Effect.sync(() => process.stdout.write(`${line}\n`))
const told = Effect.callback<void>((resume) => void process.stdin.once("data", () => resume(Effect.void)))

const acts: Record<string, Effect.Effect<unknown, unknown, StateStore>> = {
  /** Says it is ready, waits to be told, then tries once for the lock; keeps it until it dies or is told again. */
  lock: Effect.scoped(Effect.gen(function*() {
    const state = yield* StateStore
    yield* say("ready")
    yield* told
    yield* Effect.matchEffect(state.lock(pair), {
      onFailure: (error) => say(`${error.reason._tag} ${error.message}`),
      onSuccess: () => Effect.andThen(say("held"), told),
    })
  })),
  /** Begins a run of four, settles the first two, and waits for its end. */
  crash: Effect.scoped(Effect.gen(function*() {
    const state = yield* StateStore
    yield* state.lock(pair)
    const run = yield* state.begin(beginning(pair, "a", "b", "c", "d"))
    yield* run.settle([0, 1].map((intent) => ({ path: at("abcd"[intent] ?? ""), agreement: fileOf(intent), intent })))
    yield* say(run.id)
    yield* told
  })),
  /** Settles one path after another, saying each once it is through, until it dies. */
  settle: Effect.scoped(Effect.gen(function*() {
    const state = yield* StateStore
    yield* state.lock(pair)
    const names = Array.from({ length: 5000 }, (_, index) => `path-${index}`)
    const run = yield* state.begin(beginning(pair, ...names))
    for (const [intent, name] of names.entries()) {
      yield* run.settle([{ path: at(name), agreement: fileOf(intent), intent }])
      yield* say(String(intent))
    }
  })),
  /** Loads with a build whose next format takes for ever to migrate to. */
  migrate: Effect.scoped(Effect.gen(function*() {
    const forever = `CREATE TABLE more (number INTEGER); INSERT INTO more
      WITH RECURSIVE upward(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM upward) SELECT n FROM upward`
    yield* say("ready")
    yield* (yield* makeSqliteStore(file, [...formats, forever])).load(pair)
  })),
  /** Asks again and again who holds the pair, until it dies. */
  ask: Effect.gen(function*() {
    const state = yield* StateStore
    yield* Effect.scoped(state.lock(pair)) // so that there is a lock to ask about
    yield* say("asking")
    for (;;) {
      yield* state.holder(pair)
      yield* Effect.sleep("1 millis")
    }
  }),
  load: Effect.gen(function*() {
    const memory = yield* (yield* StateStore).load(pair)
    yield* say(`loaded ${memory.baseline.size}`)
  }),
  /** A whole run, with files as open to others as the umask lets them be. */
  openly: Effect.scoped(Effect.gen(function*() {
    process.umask(0)
    const state = yield* StateStore
    yield* state.lock(pair)
    const run = yield* state.begin(beginning(pair, "a"))
    yield* run.settle([{ path: at("a"), agreement: fileOf(1) }])
    yield* say("open")
    yield* told
  })),
}

const alive = setTimeout(() => process.exit(9), 60_000) // so that a test that dies leaves nothing behind
await Effect.runPromise((acts[act] ?? Effect.die(act)).pipe(
  Effect.catch((error) => say(`failed ${String(error)}`)),
  Effect.provide(layerSqlite(file)),
))
clearTimeout(alive)
process.exit(0)

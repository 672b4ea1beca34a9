/** Listens for changes in the folders of a pair on this machine. What is heard is a hint, and what is not heard is made up for. */
import { watch } from "chokidar"
import { Cause, Clock, Effect, Latch, Result } from "effect"
import { statSync } from "node:fs"
import { basename, relative, sep } from "node:path"
import { makeFilter } from "../domain/filter/makeFilter.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { isOurs } from "../domain/temporaries.ts"
import { type Slot } from "./Slot.ts"

/** How often a folder is looked at for being another one by now: listeners do not notice. In milliseconds. */
const checkMilliseconds = 5000
/** However busy a folder is, a pass begins after so many times the quiet that is asked for. */
const mostPatience = 10

/** Goes on until it is interrupted. Nothing is listened to where the pair does not ask for it. */
export const heedFolders = Effect.fnUntraced(
  function*(slot: Slot) {
    const { left, right, watch: { onChange } } = slot.pair
    if (onChange === undefined) return
    const heard = yield* Latch.make(false)
    const hear = () => void heard.openUnsafe()
    for (const place of [left, right]) {
      if (place._tag === "Local") yield* Effect.forkChild(heedFolder(slot, place.path, hear))
    }
    for (;;) {
      yield* heard.await
      const since = yield* Clock.currentTimeMillis
      do {
        yield* heard.close
        yield* Effect.sleep(onChange.debounce)
      } while (heard.isOpen() && (yield* Clock.currentTimeMillis) - since < onChange.debounce * mostPatience)
      slot.wishes.ask("change")
    }
  },
  (work, slot) => Effect.tapCause(work, (cause) => Effect.sync(() => deafen(slot, cause))),
)

/** What ended it would end it again. */
const deafen = (slot: Slot, cause: Cause.Cause<never>): void => {
  if (Cause.hasInterruptsOnly(cause)) return
  slot.deafness = `changes are not heard any more, and are found by looking only: ${String(Cause.squash(cause))}`
}

/** Begins anew whenever another folder stands in the place, or none. */
const heedFolder = Effect.fnUntraced(function*(slot: Slot, root: string, hear: () => void) {
  for (;;) {
    const now = identityOf(root)
    if (now === undefined) yield* Effect.sleep(checkMilliseconds)
    else yield* Effect.raceFirst(listening(slot, root, hear), untilOther(root, now))
    if (identityOf(root) !== now) hear()
  }
})

const untilOther = Effect.fnUntraced(function*(root: string, identity: string) {
  while (identityOf(root) === identity) yield* Effect.sleep(checkMilliseconds)
})

/** `undefined`: there is none, or none that can be looked at. */
const identityOf = (root: string): string | undefined => {
  const found = Result.try(() => statSync(root, { throwIfNoEntry: false }))
  return Result.isFailure(found) || found.success === undefined
    ? undefined
    : `${found.success.dev}:${found.success.ino}`
}

/** Goes on for ever. Where the system listens to no more folders, rescans have to do. */
const listening = (slot: Slot, root: string, hear: () => void): Effect.Effect<never> =>
  Effect.callback<never>(() => {
    const listener = watch(root, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: ignoring(slot, root),
    })
    slot.deafness = undefined
    listener.once("ready", hear) // what happened before was not heard
    listener.on("all", hear)
    listener.on("error", (error) => {
      slot.deafness = `changes in ${root} are not heard, and are found by looking only: ${String(error)}`
    })
    return Effect.promise(() => listener.close())
  })

/** What a pass would not look at, and what passes leave there themselves. */
const ignoring = ({ pair }: Slot, root: string) => {
  const filter = makeFilter(pair.filters)
  return (path: string, stats?: { readonly isDirectory: () => boolean }): boolean => {
    if (path === root) return false
    if (isOurs(basename(path))) return true
    const place = relative(root, path).replaceAll(sep, "/") as RelPath
    return stats !== undefined && filter.scopeOf(place, stats.isDirectory()).scope === "out"
  }
}

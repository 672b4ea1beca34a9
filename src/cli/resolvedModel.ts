/** A setup as people read it: under the names that the syncfile gives, and secrets as where they come from, or starred out. */
import { type Backup, type Pair } from "../domain/Pair.ts"
import { type Setup } from "../domain/Setup.ts"
import { sides } from "../domain/Side.ts"
import { type Notifier, type Value } from "../domain/watch/Notifier.ts"
import { withoutSecrets } from "../syncfile/secretsInAddresses.ts"

/** `pairs`: of that setup. Servers that none of them needs are left out, unless all pairs are shown. */
export const resolvedModel = (
  { daemon, name, pairs: all, remotes, state }: Setup,
  pairs: ReadonlyArray<Pair> = all,
) => {
  const used = new Set(
    pairs.flatMap(({ left, right }) => [left, right]).flatMap((place) => place._tag === "Remote" ? [place.remote] : []),
  )
  const isWhole = pairs.length === all.length
  return {
    name,
    state,
    remotes: byName([...remotes.values()].filter((remote) => isWhole || used.has(remote.name))),
    pairs: byName(pairs.map(shown)),
    ...(isWhole ? { daemon: { ...daemon, notify: daemon.notify.map(starred) } } : {}),
  }
}

/** As the syncfile would say it where plain values say nothing: no backup is off, and no end is forever. */
const shown = ({ backup, conflicts, ...pair }: Pair) => ({
  ...pair,
  ...(pair.mode === "two-way" ? { conflicts } : {}),
  backup: Object.fromEntries(sides.map((side) => [side, shownBackup(backup[side])])),
  watch: { ...pair.watch, notify: pair.watch.notify.map(starred) },
})

const starred = (notifier: Notifier): Notifier =>
  notifier._tag === "Command"
    ? { ...notifier, argv: [notifier.argv[0], ...notifier.argv.slice(1).map(withoutSecrets)] }
    : { ...notifier, url: starredIn(notifier.url) }

const starredIn = (value: Value): Value => typeof value === "string" ? withoutSecrets(value) : value

const shownBackup = (backup: Backup | undefined) =>
  backup === undefined ? "off" : { place: backup.place, keep: backup.keep ?? "forever" }

const byName = <A extends { readonly name: string }>(all: ReadonlyArray<A>) =>
  Object.fromEntries(all.map(({ name, ...rest }) => [name, rest]))

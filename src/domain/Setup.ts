/** A syncfile resolved: every default filled in, every name looked up. Nothing below this point reads YAML. */
import { type Pair } from "./Pair.ts"
import { type Remote } from "./Remote.ts"
import { type Daemon } from "./watch/Daemon.ts"

export interface Setup {
  readonly name: string // names the state
  readonly remotes: ReadonlyMap<string, Remote>
  readonly pairs: ReadonlyArray<Pair>
  readonly state: string // absolute path of the SQLite file
  readonly daemon: Daemon
}

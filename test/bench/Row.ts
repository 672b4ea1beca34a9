/** One line of the table: what is done, to which server and how far away, who takes part, and what is aimed at. */
import { type Goal } from "./Goal.ts"
import { type Tree } from "./Tree.ts"
import { type VenueName } from "./Venue.ts"

/**
 * `direct`: nothing lies between, and what goes over the wire is counted in a turn of its own. `counted`: through a
 * proxy that counts. `far`: through one that counts and adds 25 ms each way.
 */
export type Way = "direct" | "counted" | "far"

export type Row = RowTask & {
  readonly name: string
  readonly title: string
  readonly venue: VenueName
  readonly way: Way
  readonly goals: ReadonlyArray<Goal>
  readonly rivals: ReadonlyArray<string> | undefined // who takes part; undefined: everyone who does such work
  readonly isOnce: boolean // each tool has one turn
}

export type RowTask =
  | { readonly task: "upload"; readonly tree: Tree; readonly bytesPerSecond?: number }
  | { readonly task: "preview"; readonly tree: Tree; readonly comparesContents?: boolean }
  | { readonly task: "download" | "relay" | "list" | "rename"; readonly tree: Tree }
  | { readonly task: "change" | "append"; readonly tree: Tree; readonly bytes: number }
  | { readonly task: "resume"; readonly tree: Tree; readonly cutAfter: number } // bytes
  | { readonly task: "version" | "help"; readonly tree: undefined }

/** A name stands for its row, and for every row whose name goes on after a dash. */
export const isChosen = (row: Row, names: ReadonlyArray<string>): boolean =>
  names.length === 0 || names.some((name) => row.name === name || row.name.startsWith(`${name}-`))

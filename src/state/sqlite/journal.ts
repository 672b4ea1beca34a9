/** What a run means to do and has done, as texts that are appended one after another and never changed. */
import { type Action } from "../../domain/Action.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { type Side } from "../../domain/Side.ts"
import { type Intent, type UnfinishedRun } from "../StateStore.ts"
import { type Row } from "./insertRows.ts"

/** Striking out by appending costs one row for thousands of intents; deleting each would be a third of settling it. */
type Entry =
  | { readonly first: number; readonly intents: ReadonlyArray<readonly [Side, RelPath, from?: RelPath]> } // numbered on from `first`
  | { readonly struck: ReadonlyArray<number> }

export interface EntryRow {
  readonly run: number
  readonly entry: number
  readonly text: string
}

export const intoJournal = "journal (run, entry, text)"

export const cellsOfEntry = ({ run, entry, text }: EntryRow): Row => [run, entry, text]

const intentsInOne = 1000

export const intentEntries = (actions: ReadonlyArray<Action>): ReadonlyArray<string> => {
  const entries: Array<string> = []
  for (let first = 0; first < actions.length; first += intentsInOne) {
    const some = actions.slice(first, first + intentsInOne)
    entries.push(JSON.stringify({ first, intents: some.map(cellsOfIntent) } satisfies Entry))
  }
  return entries
}

const cellsOfIntent = (action: Action): readonly [Side, RelPath, from?: RelPath] =>
  action._tag === "Move" ? [action.side, action.path, action.from] : [action.side, action.path]

export const struckEntry = (numbers: ReadonlyArray<number>): string =>
  JSON.stringify({ struck: numbers } satisfies Entry)

/** What is left to do after all entries of a run, in their order. */
export const readJournal = (texts: ReadonlyArray<string>): UnfinishedRun["intents"] => {
  const intents = new Map<number, Intent>()
  for (const text of texts) {
    const entry = JSON.parse(text) as Entry
    if ("struck" in entry) { for (const number of entry.struck) intents.delete(number) }
    else {
      for (const [index, [side, path, from]] of entry.intents.entries()) {
        intents.set(entry.first + index, { side, path, ...(from === undefined ? {} : { from }) })
      }
    }
  }
  return intents
}

/** What a run means to do and has done, as texts that are appended one after another and never changed. */
import { type Action } from "../../domain/Action.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { type Side } from "../../domain/Side.ts"
import { intentOf } from "../intentOf.ts"
import { type Checkpoint, type Intent, type UnfinishedRun } from "../StateStore.ts"
import { type Row } from "./insertRows.ts"
import { type PackedFile, packFile, unpackFile } from "./packAgreement.ts"

/** Striking out by appending costs one row for thousands of intents; deleting each would be a third of settling it. */
type Entry =
  | { readonly first: number; readonly intents: ReadonlyArray<PackedIntent> } // numbered on from `first`
  | { readonly struck: ReadonlyArray<number> }
  | { readonly checkpoint: readonly [intent: number, PackedCheckpoint | null] } // the last one of an intent counts

type PackedIntent = readonly [Side, RelPath, from?: RelPath | null, expected?: PackedFile, digest?: string | undefined]

type PackedCheckpoint = readonly [from: RelPath, wanted: PackedFile, bytes: number, digest: string, isSynced: boolean]

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
    entries.push(JSON.stringify({ first, intents: some.map((action) => packIntent(intentOf(action))) } satisfies Entry))
  }
  return entries
}

export const struckEntry = (numbers: ReadonlyArray<number>): string =>
  JSON.stringify({ struck: numbers } satisfies Entry)

export const checkpointEntry = (intent: number, checkpoint: Checkpoint | undefined): string =>
  JSON.stringify({ checkpoint: [intent, checkpoint === undefined ? null : packCheckpoint(checkpoint)] } satisfies Entry)

/** What is left to do after all entries of a run, in their order. */
export const readJournal = (texts: ReadonlyArray<string>): UnfinishedRun["intents"] => {
  const intents = new Map<number, Intent>()
  for (const text of texts) {
    const entry = JSON.parse(text) as Entry
    if ("struck" in entry) { for (const number of entry.struck) intents.delete(number) }
    else if ("checkpoint" in entry) noteCheckpoint(intents, ...entry.checkpoint)
    else for (const [index, packed] of entry.intents.entries()) intents.set(entry.first + index, unpackIntent(packed))
  }
  return intents
}

const noteCheckpoint = (intents: Map<number, Intent>, number: number, packed: PackedCheckpoint | null): void => {
  const intent = intents.get(number)
  if (intent === undefined) return
  const { checkpoint: _, ...before } = intent
  intents.set(number, packed === null ? before : { ...before, checkpoint: unpackCheckpoint(packed) })
}

const packIntent = ({ side, path, from, expected }: Intent): PackedIntent => {
  if (expected !== undefined) return [side, path, from ?? null, packFile(expected), expected.digest]
  return from === undefined ? [side, path] : [side, path, from]
}

const unpackIntent = ([side, path, from, expected, digest]: PackedIntent): Intent => ({
  side,
  path,
  ...(from == null ? {} : { from }),
  ...(expected === undefined ? {} : { expected: unpackFile(expected, digest) }),
})

const packCheckpoint = ({ from, wanted, bytes, digest, isSynced }: Checkpoint): PackedCheckpoint => [
  from,
  packFile(wanted),
  bytes,
  digest,
  isSynced,
]

const unpackCheckpoint = ([from, wanted, bytes, digest, isSynced]: PackedCheckpoint): Checkpoint => ({
  from,
  wanted: unpackFile(wanted, undefined),
  bytes,
  digest,
  isSynced,
})

/** What went wrong below the store, told as a StateError. */
import { SqlError } from "effect/sql/SqlError"
import { StateError, type StateReason } from "../StateStore.ts"

export const stateErrorAt = (file: string, pair?: string) => (cause: unknown): StateError =>
  cause instanceof StateError ? cause : failed(file, reasonOf(cause), pair)

export const damaged = (file: string, message: string, pair?: string): StateError =>
  failed(file, { _tag: "Damaged", message }, pair)

export const unusable = (file: string, message: string, pair?: string): StateError =>
  failed(file, { _tag: "Unusable", message }, pair)

/** SQLite's result codes, of which the last byte is the kind and the rest a detail. */
export const isBusy = (cause: unknown): boolean => [5, 6].includes(kindOf(codeOf(cause)))

const failed = (file: string, reason: StateReason, pair: string | undefined): StateError =>
  new StateError({ file, reason, ...(pair === undefined ? {} : { pair }) })

/**
 * Kinds that an intact file never gives: the statements are ours and fit our tables, so a statement that does not
 * fit (1), a constraint (19) or a type (20) that does not hold speaks of the file as much as CORRUPT (11),
 * FORMAT (24) and NOTADB (26) do.
 */
const kindsOfDamage: ReadonlySet<number> = new Set([1, 11, 19, 20, 24, 26])

/** IOERR_SHORT_READ and IOERR_CORRUPTFS: the file ends early, or its file system knows that it is broken. */
const detailsOfDamage: ReadonlySet<number> = new Set([522, 8458])

const reasonOf = (cause: unknown): StateReason => {
  if (cause instanceof SqlError) return reasonOf(cause.reason.cause)
  const message = cause instanceof Error ? cause.message : String(cause)
  const code = codeOf(cause)
  if (kindsOfDamage.has(kindOf(code)) || detailsOfDamage.has(code) || isBeyondNumbers(cause)) {
    return { _tag: "Damaged", message }
  }
  if (isBusy(cause)) return { _tag: "Unusable", message: "another process kept it busy for too long. Try again." }
  const advice = isRefused(cause, code) ? ". Run this as the user that it belongs to." : ""
  return { _tag: "Unusable", message: message + advice }
}

const codeOf = (cause: unknown): number =>
  cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number" ? cause.errcode : 0

const kindOf = (code: number): number => code % 256

/** An integer that JavaScript cannot hold was not written by JavaScript. */
const isBeyondNumbers = (cause: unknown): boolean =>
  cause instanceof RangeError && "code" in cause && cause.code === "ERR_OUT_OF_RANGE"

/** EACCES and EPERM from the file system; PERM, READONLY and CANTOPEN from SQLite. */
const isRefused = (cause: unknown, code: number): boolean =>
  [3, 8, 14].includes(kindOf(code))
  || (cause instanceof Error && "code" in cause && (cause.code === "EACCES" || cause.code === "EPERM"))

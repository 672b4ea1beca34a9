/** What is to be said of one subject to one addressee: once when trouble begins, then reminders, then that it is over. */
import { type Told } from "../../domain/watch/Told.ts"
import { type Concerns } from "./concernsOf.ts"
import { type MessageKind } from "./Message.ts"

export interface Word {
  readonly kind: MessageKind | undefined // undefined: nothing is said
  readonly told: Told | undefined // what they have been told once it is said; undefined: that all is well
}

/** `undefined`: nothing, and nothing is to be noted. `remind`: milliseconds after which it is said again. */
export const wordOf = (
  told: Told | undefined,
  { all, isWhole }: Concerns,
  now: number,
  remind: number | undefined,
): Word | undefined => {
  const before = new Set(told?.concerns)
  const keys = new Set([...all.map(({ key }) => key), ...(isWhole ? [] : before)])
  const concerns = [...keys].toSorted()
  if (concerns.length === 0) return told && { kind: "recovered", told: undefined }
  if (concerns.some((key) => !before.has(key))) return { kind: "trouble", told: { concerns, at: now } }
  if (told === undefined) return undefined
  if (remind !== undefined && all.length > 0 && now - told.at >= remind) {
    return { kind: "reminder", told: { concerns, at: now } }
  }
  return concerns.length < before.size ? { kind: undefined, told: { concerns, at: told.at } } : undefined
}

/** Whom to tell, as far as it can be told. */
import { type Notifier, type Value } from "../domain/watch/Notifier.ts"
import { millisecondsOf } from "./millisecondsOf.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { argvOf, resolveSecret } from "./resolveSecret.ts"
import { type Secret } from "./Secret.ts"
import { type KeyPath } from "./SourceMap.ts"
import { type WrittenNotifier } from "./WrittenNotifier.ts"

const usualReminder = "24h"

export const resolveNotify = (
  reading: Reading,
  path: KeyPath,
  written: ReadonlyArray<Loose<WrittenNotifier> | undefined>,
): ReadonlyArray<Notifier> =>
  written.flatMap((each, index) => {
    const notifier = each === undefined ? undefined : notifierOf(reading, [...path, index], each)
    return notifier === undefined ? [] : [notifier]
  })

const notifierOf = (reading: Reading, path: KeyPath, written: Loose<WrittenNotifier>): Notifier | undefined => {
  if ("command" in written) {
    const { remind, run } = written.command ?? {}
    if (run === undefined) return undefined
    const argv = argvOf(run)
    return argv === undefined
      ? reading.complain([...path, "command", "run"], "`run` names no program")
      : { _tag: "Command", argv, remind: reminderOf(remind) }
  }
  if ("healthchecks" in written) {
    const url = urlOf(reading, [...path, "healthchecks", "url"], written.healthchecks?.url)
    return url === undefined ? undefined : { _tag: "Healthchecks", url }
  }
  if (!("webhook" in written)) return undefined
  const { headers = {}, remind, url: writtenUrl } = written.webhook ?? {}
  const url = urlOf(reading, [...path, "webhook", "url"], writtenUrl, loginHint)
  if (url === undefined) return undefined
  const values = Object.entries(headers).flatMap(([name, header]): ReadonlyArray<readonly [string, Value]> => {
    const value = resolveSecret(reading, [...path, "webhook", "headers", name], header)
    return value === undefined ? [] : [[name, value]]
  })
  return { _tag: "Webhook", url, headers: Object.fromEntries(values), remind: reminderOf(remind) }
}

/** `0s`: it is said once. */
const reminderOf = (written: string = usualReminder): number | undefined => millisecondsOf(written) || undefined

/** Nothing can be posted to an address with a user in it, as with `https://user:password@host`. */
const urlOf = (
  reading: Reading,
  path: KeyPath,
  written: Loose<string | Secret> | undefined,
  hint?: string,
): Value | undefined => {
  if (typeof written !== "string") return resolveSecret(reading, path, written)
  return /^https?:\/\/[^/?#]*@/.test(written)
    ? reading.complain(path, "`url` holds a user or a password", hint)
    : written
}

const loginHint = "send it as a header: `headers: { Authorization: { env: CHAT_TOKEN } }`"

/** What of an address is a secret. */
import { sourceTextOf, type Span, withStars } from "./SourceText.ts"

/** Who logs in, and what follows the host of a web address: hooks and checks are known by nothing but that. */
export const secretsInAddresses = (text: string): ReadonlyArray<Span> =>
  Array.from(text.matchAll(/\b([a-z][a-z0-9+.-]{0,31}:\/\/)(\S*@)?([^\s/?#]*)([/?#]?)(\S*)/gi)).flatMap(
    ({ 1: scheme = "", 2: login = "", 3: host = "", 4: slash = "", 5: rest = "", index }) => {
      const start = index + scheme.length
      const from = start + login.length + host.length + slash.length
      const isWeb = /^https?:/i.test(scheme)
      return [{ start, end: start + login.length - 1 }, { start: from, end: isWeb ? from + rest.length : from }]
        .filter((span) => span.start < span.end)
    },
  )

export const withoutSecrets = (address: string): string =>
  withStars(sourceTextOf(address), secretsInAddresses(address)).text

/** From where on the passes of a pair give reason to worry. */

/** What is `undefined` is not looked at. */
export interface Thresholds {
  readonly successRate: number | undefined // percent of the last passes that went well, at least
  readonly failures: number | undefined // so many in a row are too many
  readonly drop: number | undefined // percent of files or bytes that are gone all at once
  readonly duration: number | undefined // times the median of the passes before
  readonly age: number | "auto" | undefined // milliseconds since the last good pass; auto: two passes of the schedule
  readonly drift: number | undefined // percent by which the numbers of files on the two sides differ after a good pass
  readonly freeSpace: number | undefined // percent, at least
  readonly checksumFailures: number | undefined // of one pass, at most
  readonly errors: ReadonlyArray<string> // what no message should say, in any case of letters
}

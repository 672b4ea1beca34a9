/** A moment as the user writes it: their locale, their time zone. */

export type TimeFormat = (milliseconds: number) => string

/** Without a locale or a time zone, those of this machine's user. */
export const timeFormat = (locale?: string, timeZone?: string): TimeFormat => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone })
  return (milliseconds) =>
    Math.abs(milliseconds) <= furthest
      ? format.format(milliseconds).replaceAll(thinSpaces, " ")
      : "at a time that no calendar has"
}

export const formatTime: TimeFormat = (milliseconds) => (usual ??= timeFormat())(milliseconds)

let usual: TimeFormat | undefined // made when first needed: making one costs more than using it a hundred times

/** What a Date can hold. A server may claim anything. */
const furthest = 8.64e15

/** Some locales put spaces between digits and "AM" that are not in ASCII. */
const thinSpaces = /[\u00A0\u2009\u202F]/g

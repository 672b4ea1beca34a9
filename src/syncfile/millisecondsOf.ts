/** A written time span in milliseconds. */

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** `written` has the shape that the schema asks for: `1h30m` is the sum of its parts. */
export const millisecondsOf = (written: string): number =>
  Array.from(written.matchAll(/([0-9]+)([smhdw])/g)).reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (units[unit] ?? Number.NaN),
    0,
  )

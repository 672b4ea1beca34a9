/** A written size in bytes. */

const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
}

/** `written` has the shape that the schema asks for. A part of a byte is rounded. */
export const bytesOf = (written: string): number => {
  const unit = written.replace(/^[0-9.]+/, "")
  return Math.round(Number(written.slice(0, -unit.length)) * (units[unit] ?? Number.NaN))
}

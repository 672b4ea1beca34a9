/** A number of bytes in IEC units, with at most three significant digits: "900 B", "4.1 MiB", "212 GiB". */

export const formatBytes = (bytes: number): string => {
  let value = bytes
  let step = 0
  while (value >= roundsUp && step < units.length - 1) {
    value /= 1024
    step += 1
  }
  const digits = value < 99.95 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(0)
  return `${digits} ${units[step]}`
}

/** From here on a value would show four digits, so it goes by the next unit: 1000 KiB is "1 MiB". */
const roundsUp = 999.5

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

/** How long something took, in its two largest units: "0.4s", "12s", "5m07s", "1h31m", "3d04h". */

export const formatDuration = (milliseconds: number): string => {
  const tenths = Math.round(milliseconds / 100)
  if (tenths < 100) return `${(tenths / 10).toFixed(1).replace(/\.0$/, "")}s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return inTwo(seconds, 60, "m", "s")
  const minutes = Math.round(seconds / 60)
  if (minutes < 24 * 60) return inTwo(minutes, 60, "h", "m")
  return inTwo(Math.round(minutes / 60), 24, "d", "h")
}

const inTwo = (small: number, perLarge: number, large: string, unit: string): string =>
  `${Math.floor(small / perLarge)}${large}${String(small % perLarge).padStart(2, "0")}${unit}`

/** How far a moment is from now, in words and one unit: "just now", "12 s ago", "in 4 min", "3 days ago". */

export const relativeTime = (at: number, now: number): string => {
  const seconds = Math.round(Math.abs(now - at) / 1000)
  if (seconds < 5) return "just now"
  const words = distance(seconds)
  return at <= now ? `${words} ago` : `in ${words}`
}

const distance = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  if (hours < 48) return `${hours} h`
  const days = Math.round(hours / 24)
  return `${days} days`
}

/** As machines read it; `undefined` where no calendar reaches. */
export const isoTime = (at: number): string | undefined =>
  Math.abs(at) <= furthest ? new Date(at).toISOString() : undefined

const furthest = 8.64e15

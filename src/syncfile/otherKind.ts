/** Keys of one kind of pair that somebody wrote into the other kind. */

interface Misplaced {
  readonly message: string
  readonly hint?: string
}

const counterparts = new Map([["source", "left"], ["target", "right"], ["left", "source"], ["right", "target"]])

/** What stands here for a key that only the other kind of pair has. */
export const counterpartOf = (key: string, known: ReadonlyArray<string>): string | undefined => {
  const counterpart = counterparts.get(key)
  return counterpart !== undefined && known.includes(counterpart) ? counterpart : undefined
}

/** `undefined` for a key that is unknown to both kinds, and for a map that is no pair. */
export const misplacedInPair = (key: string, known: ReadonlyArray<string>): Misplaced | undefined => {
  if (!known.includes("mode")) return undefined
  if (key === "conflicts") {
    return { message: "only a two-way pair has `conflicts`", hint: "in copy and mirror pairs the source always counts" }
  }
  const counterpart = counterpartOf(key, known)
  if (counterpart === undefined) return undefined
  const message = counterpart === "left" || counterpart === "right"
    ? `a two-way pair has \`left\` and \`right\`, not \`${key}\``
    : `copy and mirror pairs have \`source\` and \`target\`, not \`${key}\``
  return { message }
}

/** Text in the unit files of systemd. */

/** One word among several: as it is written in `ExecStart=:…`, `ReadWritePaths=` and the like. */
export const unitWord = (word: string): string => {
  const escaped = word.replaceAll(/[\\"]/g, String.raw`\$&`).replaceAll("%", "%%")
  return /^[\w@%+=:,./-]+$/.test(escaped) ? escaped : `"${escaped}"`
}

/** A unit file has lines: what would end one, or means something to a terminal, is in no path that it can name. */
export const hasControls = (text: string): boolean => /\p{Cc}/u.test(text)

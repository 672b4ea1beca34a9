/** Whether the locale promises that bytes of UTF-8 arrive on the screen as the characters they mean. */

/** POSIX order: the first variable that is set and not empty decides. None is the C locale, which is ASCII. */
export const speaksUtf8 = (env: Readonly<Record<string, string | undefined>>): boolean => {
  const locale = ["LC_ALL", "LC_CTYPE", "LANG"].map((name) => env[name]).find((value) => value)
  return locale !== undefined && /utf-?8/i.test(locale)
}

/** Exit codes: the interface of CI. Documented in docs/commands.md; they do not change. */

export const ExitCode = {
  success: 0,
  failed: 1,
  changes: 2, // only with --detailed-exitcode
  partial: 3,
  conflicts: 4,
  halted: 5,
  stale: 6,
  locked: 7,
  connection: 8,
  declined: 9,
  blocked: 10,
  usage: 64,
  invalid: 78,
  interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** Worst first. */
const severity: ReadonlyArray<number> = [130, 78, 64, 5, 6, 8, 7, 1, 3, 4, 9, 10, 2, 0]

export const worst = (codes: Iterable<ExitCode>): ExitCode => {
  let found: ExitCode = ExitCode.success
  for (const code of codes) if (severity.indexOf(code) < severity.indexOf(found)) found = code
  return found
}

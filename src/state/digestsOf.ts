/** The digests of the content that both sides agreed on: as a rule one. */
import { type Agreement } from "../domain/Baseline.ts"

export const digestsOf = (agreement: Agreement | undefined): ReadonlyArray<string> =>
  agreement === undefined
    ? []
    : [agreement.left, agreement.right].flatMap((entry) => entry._tag === "File" ? entry.digest ?? [] : [])

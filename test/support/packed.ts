/** A baseline as a loaded state has it. */
import { type Baseline } from "../../src/domain/Baseline.ts"
import { packAgreement } from "../../src/state/sqlite/packAgreement.ts"
import { PackedBaseline } from "../../src/state/sqlite/PackedBaseline.ts"
import { betweenAgreed, betweenPaths, PackedPage } from "../../src/state/sqlite/PackedPage.ts"

export const packed = (baseline: Baseline): PackedBaseline => {
  const paths = [...baseline.keys()].toSorted()
  const agreed = paths.flatMap((path) => {
    const agreement = baseline.get(path)
    return agreement === undefined ? [] : packAgreement(agreement)
  })
  const page = new PackedPage(paths.length, paths.join(betweenPaths), agreed.join(betweenAgreed))
  return new PackedBaseline(paths.length === 0 ? [] : [page])
}

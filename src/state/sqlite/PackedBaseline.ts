/** A baseline kept as the packed text of each agreement: small to hold, and unpacked only for the paths asked for. */
import { type Agreement, type Baseline } from "../../domain/Baseline.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { unpackAgreement } from "./packAgreement.ts"

export class PackedBaseline implements Baseline {
  readonly #agreed: ReadonlyMap<RelPath, string>

  constructor(agreed: ReadonlyMap<RelPath, string>) {
    this.#agreed = agreed
  }

  get size(): number {
    return this.#agreed.size
  }

  get(path: RelPath): Agreement | undefined {
    const text = this.#agreed.get(path)
    return text === undefined ? undefined : unpackAgreement(text)
  }

  keys(): Iterable<RelPath> {
    return this.#agreed.keys()
  }
}

/** The two folders of a pair, and which way it goes between them. */
import { type PairStatus } from "../daemon/StatusDocument.ts"
import { Name, Path } from "./Name.tsx"
import { arrowOf } from "./sideWord.ts"

export const Places = ({ of: { left, mode, right } }: { readonly of: PairStatus }) => (
  <span class="places small quiet">
    <span class="tag"><Name text={mode} /></span> <Path text={left} /> <span class="arrow">{arrowOf(mode)}</span>{" "}
    <Path text={right} />
  </span>
)

/** The two folders of a pair, which way it goes between them, and what that is called. */
import { type PairStatus } from "../daemon/StatusDocument.ts"
import { Name, Path } from "./Name.tsx"
import { arrowOf } from "./sideWord.ts"

export const Mode = ({ mode }: { readonly mode: string }) => (
  <span class="tag">
    <Name text={mode} />
  </span>
)

export const Places = ({ of: { left, mode, right } }: { readonly of: PairStatus }) => (
  <span class="places small quiet">
    <Path text={left} /> <span class="arrow">{arrowOf(mode)}</span> <Path text={right} />
  </span>
)

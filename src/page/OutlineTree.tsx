/** An outline as nested lists. What is deep down is folded until somebody wants it. */
import { Path } from "./Name.tsx"
import { type Outline } from "./outlineOf.ts"

interface Branches {
  readonly branches: ReadonlyArray<Outline>
  readonly depth?: number
}

export const OutlineTree = ({ branches, depth = 0 }: Branches) => (
  <ul class={depth === 0 ? "outline framed" : "outline"}>
    {branches.map((branch) => (
      <li key={branch.name}>
        {branch.value === undefined
          ? (
            <details open={depth < unfolded}>
              <summary>
                <Path text={branch.name} />
              </summary>
              <OutlineTree branches={branch.branches} depth={depth + 1} />
            </details>
          )
          : (
            <>
              <span class="key">
                <Path text={branch.name} />
              </span>{" "}
              <Path text={branch.value} />
            </>
          )}
      </li>
    ))}
  </ul>
)

const unfolded = 1

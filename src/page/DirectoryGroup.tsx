/** What a plan does in one directory. What is lost by it always stands there; the rest may be folded away. */
import { formatBytes } from "../report/formatBytes.ts"
import { type DirectoryRows, type Kind, type Row } from "./groupActions.ts"
import { Name, Path } from "./Name.tsx"
import { sideWord } from "./sideWord.ts"

interface Grouped {
  readonly group: DirectoryRows
  readonly mode: string
}

export const DirectoryGroup = ({ group: { counts, directory, losing, plain }, mode }: Grouped) => {
  const title = (
    <>
      <h3>{directory === "" ? <span class="path">(root)</span> : <Path text={`${directory}/`} />}</h3>
      <span class="counts small">
        {counts.map(([kind, count]) => <span key={kind} class={`count ${kind}`}>{count} {words[kind]}</span>)}
      </span>
    </>
  )
  return (
    <div class="directory">
      {plain.length === 0 ? <div class="title">{title}</div> : (
        <details open={plain.length <= few}>
          <summary class="title">{title}</summary>
          <Rows mode={mode} rows={plain} />
        </details>
      )}
      {losing.length > 0 && <Rows mode={mode} rows={losing} />}
    </div>
  )
}

/** More than these are shown when somebody asks for them. */
const few = 8

const words: Readonly<Record<Kind, string>> = {
  add: "added",
  change: "changed",
  move: "moved",
  replace: "replaced",
  delete: "deleted",
}

const Rows = ({ mode, rows }: { readonly mode: string; readonly rows: ReadonlyArray<Row> }) => (
  <ul class="rows">
    {rows.map(({ action, kind }) => (
      <li key={`${action.side}${action.path}`} class={kind}>
        <span class="verb">{kind}</span>
        <Path text={action.path.slice(action.path.lastIndexOf("/") + 1)} />
        <span class="notes quiet small">
          {mode === "two-way" && <span>on the {sideWord(mode, action.side)}</span>}
          {kind === "move" && action.from !== null && (
            <span>
              from <Path text={action.from} />
            </span>
          )}
          {action.because !== undefined && (
            <span>
              because <Name text={action.because} />
            </span>
          )}
        </span>
        <span class="number small quiet">{sizeOf(action)}</span>
      </li>
    ))}
  </ul>
)

const sizeOf = ({ after, before, bytes }: Row["action"]): string => {
  if (bytes > 0) return formatBytes(bytes)
  const entry = after ?? before
  return entry?.kind === "file" ? formatBytes(entry.size) : entry?.kind === "directory" ? "folder" : ""
}

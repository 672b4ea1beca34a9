/** The end of every view: which program it is that watches, where, and when it started. */
import { type StatusDocument } from "../daemon/StatusDocument.ts"
import { Name } from "./Name.tsx"
import { Ago } from "./Time.tsx"

export const Footer = ({ status }: { readonly status: StatusDocument | undefined }) => (
  <footer>
    <div class="inner small quiet">
      {status === undefined ? "syncfile" : (
        <>
          syncfile <Name text={status.version} /> on <Name text={status.host} />, started <Ago at={status.started} />
        </>
      )}
    </div>
  </footer>
)

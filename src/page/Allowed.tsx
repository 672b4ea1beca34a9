/** What may be asked for, where the syncfile lets anybody ask; otherwise, what it would take. */
import { type ComponentChildren } from "preact"

interface Acts {
  readonly canAct: boolean | undefined // undefined: nobody knows yet
  readonly children: ComponentChildren
}

export const Allowed = ({ canAct, children }: Acts) => {
  if (canAct === undefined) return null
  return canAct ? <>{children}</> : (
    <p class="controls quiet small">
      <span>
        This page only shows. Give the syncfile a <code>daemon.token</code> to act from here, too.
      </span>
    </p>
  )
}

/** A question in front of the page. Escape and Cancel leave everything as it is; the focus goes back where it was. */
import { type ComponentChildren } from "preact"
import { useEffect, useId, useRef } from "preact/hooks"

interface Question {
  readonly title: string
  readonly give: string // what the button says
  readonly onCancel: () => void
  readonly onGive: () => void
  readonly children: ComponentChildren
}

export const Dialog = ({ children, give, onCancel, onGive, title }: Question) => {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    element.current?.showModal()
    return () => before instanceof HTMLElement && before.isConnected ? before.focus() : undefined
  }, [])
  return (
    <dialog ref={element} aria-labelledby={id} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onGive()
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <div class="buttons">
          <button type="submit" class="main">{give}</button>
          <button type="button" onClick={onCancel}>Cancel</button>
        </div>
      </form>
    </dialog>
  )
}

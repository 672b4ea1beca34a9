/** Asks for the token that the daemon wants to see before it does anything. */
import { useId, useState } from "preact/hooks"
import { Dialog } from "./Dialog.tsx"

interface Asked {
  readonly gist: string
  readonly onCancel: () => void
  readonly onGive: (token: string) => void
}

export const TokenDialog = ({ gist, onCancel, onGive }: Asked) => {
  const [token, setToken] = useState("")
  const id = useId()
  return (
    <Dialog title={gist} give="Go on" onCancel={onCancel} onGive={() => onGive(token)}>
      <p class="quiet">
        The daemon asks for its token: the syncfile says where it comes from. This tab remembers it until it is closed.
      </p>
      <label for={id}>Token</label>
      <input
        id={id}
        type="password"
        autocomplete="off"
        required
        pattern="[!-~]+"
        title="Letters, digits and signs, without spaces"
        value={token}
        onInput={(event) => setToken(event.currentTarget.value)}
      />
    </Dialog>
  )
}

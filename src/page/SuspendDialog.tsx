/** Asks for how long a pair is to be left alone, and why. */
import { useId, useState } from "preact/hooks"
import { printable } from "../report/escape.ts"
import { Dialog } from "./Dialog.tsx"
import { type Order } from "./Order.ts"

interface Asked {
  readonly pair: string
  readonly onCancel: () => void
  readonly onGive: (body: NonNullable<Order["body"]>) => void
}

export const SuspendDialog = ({ onCancel, onGive, pair }: Asked) => {
  const [span, setSpan] = useState("3600000")
  const [reason, setReason] = useState("")
  const id = useId()
  const give = () =>
    onGive({
      ...(span === "" ? {} : { for: Number(span) }),
      ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
    })
  return (
    <Dialog title={`Suspend ${printable(pair)}`} give="Suspend" onCancel={onCancel} onGive={give}>
      <label for={`${id}for`}>For how long</label>
      <select id={`${id}for`} value={span} onChange={(event) => setSpan(event.currentTarget.value)}>
        {spans.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </select>
      <label for={`${id}reason`}>Why (shown to others)</label>
      <input id={`${id}reason`} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
    </Dialog>
  )
}

/** In milliseconds. */
const spans: ReadonlyArray<readonly [string, string]> = [
  ["900000", "15 minutes"],
  ["3600000", "1 hour"],
  ["14400000", "4 hours"],
  ["86400000", "1 day"],
  ["604800000", "1 week"],
  ["", "Until it is resumed"],
]

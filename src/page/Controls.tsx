/** What may be asked of a pair: a pass now, to be left alone for a while, or to be watched again. */
import { useState } from "preact/hooks"
import { printable } from "../report/escape.ts"
import { Answered } from "./Answered.tsx"
import { pairOrder } from "./Order.ts"
import { SuspendDialog } from "./SuspendDialog.tsx"
import { useOrders } from "./useOrders.ts"

export const Controls = ({ isSuspended, pair }: { readonly pair: string; readonly isSuspended: boolean }) => {
  const orders = useOrders()
  const [isAsking, setAsking] = useState(false)
  const order = (verb: "run" | "resume", gist: string) => () =>
    orders.send({ path: pairOrder(pair, verb), gist: `${gist} ${printable(pair)}` })
  return (
    <div class="controls">
      <div class="buttons" role="group" aria-label="What you can ask for">
        <button type="button" class="main" aria-disabled={orders.isSending} onClick={order("run", "Run")}>
          Run now
        </button>
        <button type="button" aria-disabled={orders.isSending} onClick={() => setAsking(true)}>Suspend</button>
        {isSuspended && (
          <button type="button" aria-disabled={orders.isSending} onClick={order("resume", "Resume")}>Resume</button>
        )}
      </div>
      <Answered orders={orders} />
      {isAsking && (
        <SuspendDialog
          pair={pair}
          onCancel={() => setAsking(false)}
          onGive={(body) => {
            setAsking(false)
            orders.send({ path: pairOrder(pair, "suspend"), body, gist: `Suspend ${printable(pair)}` })
          }}
        />
      )}
    </div>
  )
}

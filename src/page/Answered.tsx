/** What the daemon said to an order, where a screen reader hears of it; and the question for the token before the first. */
import { Message } from "./Name.tsx"
import { TokenDialog } from "./TokenDialog.tsx"
import { type Orders } from "./useOrders.ts"

export const Answered = (
  { orders: { answer, giveToken, isSending, waiting, withdraw } }: { readonly orders: Orders },
) => (
  <>
    <div class={`answer ${answer === undefined || answer._tag === "Taken" ? "" : "broken"}`} role="status">
      {isSending ? "Asking …" : answer !== undefined && <Message text={answer.message} />}
    </div>
    {waiting !== undefined && <TokenDialog gist={waiting.gist} onCancel={withdraw} onGive={giveToken} />}
  </>
)

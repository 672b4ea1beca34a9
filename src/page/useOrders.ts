/** Sends orders with the token, which is asked for once and kept for as long as the tab is open. */
import { useState } from "preact/hooks"
import { type Answer, type Order, sendOrder } from "./Order.ts"

export interface Orders {
  readonly waiting: Order | undefined // for a token
  readonly isSending: boolean
  readonly answer: Answer | undefined // to the last one
  readonly send: (order: Order) => void
  readonly giveToken: (token: string) => void
  readonly withdraw: () => void
}

export const useOrders = (): Orders => {
  const [waiting, setWaiting] = useState<Order>()
  const [isSending, setSending] = useState(false)
  const [answer, setAnswer] = useState<Answer>()

  const sendWith = (order: Order, token: string) => {
    setSending(true)
    setAnswer(undefined)
    void sendOrder(order, token).then((answered) => {
      if (answered._tag === "Forbidden") sessionStorage.removeItem(key)
      setSending(false)
      setAnswer(answered)
    })
  }

  return {
    waiting,
    isSending,
    answer,
    send: (order) => {
      if (isSending) return // its button keeps the focus meanwhile, so it is not disabled
      const token = sessionStorage.getItem(key)
      if (token === null) setWaiting(order)
      else sendWith(order, token)
    },
    giveToken: (token) => {
      sessionStorage.setItem(key, token)
      setWaiting(undefined)
      if (waiting !== undefined) sendWith(waiting, token)
    },
    withdraw: () => setWaiting(undefined),
  }
}

const key = "syncfile-token"

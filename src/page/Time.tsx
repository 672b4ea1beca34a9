/** Moments as people read them: how far away, with the date and the time for those who point at it. */
import { useContext } from "preact/hooks"
import { formatTime } from "../report/formatTime.ts"
import { Now } from "./Now.ts"
import { isoTime, relativeTime } from "./relativeTime.ts"

interface At {
  readonly at: number // milliseconds since the epoch
}

export const Ago = ({ at }: At) => (
  <time dateTime={isoTime(at)} title={formatTime(at)}>{relativeTime(at, useContext(Now))}</time>
)

/** What should have been by now is due. */
export const Due = ({ at }: At) => {
  const now = useContext(Now)
  return <time dateTime={isoTime(at)} title={formatTime(at)}>{at <= now + 4000 ? "now" : relativeTime(at, now)}</time>
}

export const Moment = ({ at }: At) => <time dateTime={isoTime(at)}>{formatTime(at)}</time>

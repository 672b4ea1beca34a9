/** The time of day by the daemon's clock, for all that tells how long ago something was. It moves on every few seconds. */
import { createContext } from "preact"
import { useEffect, useState } from "preact/hooks"
import { clock } from "./clock.ts"

export const Now = createContext(0)

export const useClock = (ahead: number): number => {
  const [time, setTime] = useState(clock)
  useEffect(() => {
    const timer = setInterval(() => setTime(clock()), step)
    return () => clearInterval(timer)
  }, [])
  return time + ahead
}

const step = 5000 // milliseconds

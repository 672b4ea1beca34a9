/** Goes on with a file where it broke off when a connection breaks, instead of giving its bytes twice. */
import { Schedule, Stream } from "effect"
import { type EndpointError } from "../EndpointError.ts"

/** In a row: every byte that comes is a new beginning. */
const times = 3

const schedule = Schedule.exponential("200 millis").pipe(
  Schedule.jittered,
  Schedule.setInputType<EndpointError>(),
  Schedule.while(({ attempt, input }) => attempt <= times && input.isWorthAnother),
)

/** `open` proves each time that the file is still the one that was scanned, and gives its bytes from an offset on. */
export const readOn = (
  open: (from: number) => Stream.Stream<Uint8Array, EndpointError>,
): Stream.Stream<Uint8Array, EndpointError> =>
  Stream.suspend(() => {
    let given = 0
    const counted = Stream.suspend(() =>
      Stream.map(open(given), (bytes) => {
        given += bytes.length
        return bytes
      })
    )
    return Stream.retry(counted, schedule)
  })

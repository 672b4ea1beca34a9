/** What somebody may ask of the daemon by the page, and how it is sent. */

export interface Order {
  readonly path: string
  readonly body?: { readonly for?: number; readonly reason?: string } // `for`: milliseconds
  readonly gist: string // "Run catalogue now"
}

export type Answer =
  | { readonly _tag: "Taken"; readonly message: string }
  | { readonly _tag: "Refused"; readonly message: string } // it cannot be done now
  | { readonly _tag: "Forbidden"; readonly message: string } // the token is wrong, or there is none to know

export const pairOrder = (pair: string, verb: "run" | "suspend" | "resume"): string =>
  `api/pairs/${encodeURIComponent(pair.toWellFormed())}/${verb}`

export const sendOrder = ({ body, path }: Order, token: string): Promise<Answer> =>
  fetch(path, {
    method: "POST",
    headers: { "authorization": `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
    signal: AbortSignal.timeout(patience),
  }).then(
    (response) =>
      response.json().then(messageIn, () => undefined)
        .then((message) => answerOf(response.status, message)),
    (): Answer => ({ _tag: "Refused", message: "The daemon does not answer." }),
  )

/** In milliseconds: reading a syncfile again may take a while. */
const patience = 60_000

const messageIn = (answer: unknown): string | undefined =>
  typeof answer === "object" && answer !== null && "message" in answer && typeof answer.message === "string"
    ? answer.message
    : undefined

export const answerOf = (status: number, message: string | undefined): Answer => {
  if (status === 401 || status === 403) {
    return { _tag: "Forbidden", message: message ?? "The daemon does not accept this token." }
  }
  return status < 300
    ? { _tag: "Taken", message: message ?? "Done." }
    : { _tag: "Refused", message: message ?? `The daemon answered with ${status}.` }
}

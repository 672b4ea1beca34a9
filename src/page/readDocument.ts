/** Asks the daemon for one of its documents. What goes wrong is told as data. */

export type Reading<A> =
  | { readonly _tag: "Read"; readonly value: A }
  | { readonly _tag: "Missing" } // it knows nothing of that name
  | { readonly _tag: "Failed"; readonly message: string }

/** The path is relative to the page, so that it may be served below any folder. */
export const readDocument = <A>(path: string, leaving: AbortSignal): Promise<Reading<A>> =>
  fetch(path, {
    headers: { accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.any([leaving, AbortSignal.timeout(patience)]),
  }).then(
    (response): Promise<Reading<A>> | Reading<A> => {
      if (response.status === 404) return { _tag: "Missing" }
      if (!response.ok) return { _tag: "Failed", message: `the daemon answered with ${response.status}` }
      return response.json().then((value: A): Reading<A> => ({ _tag: "Read", value }))
    },
  ).catch((): Reading<A> => ({ _tag: "Failed", message: "the daemon does not answer" }))

const patience = 10_000 // milliseconds

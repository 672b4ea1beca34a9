/** A document of the daemon, read anew whenever its beat goes on. What is known stays until something newer has come. */
import { useEffect, useState } from "preact/hooks"
import { readDocument, type Reading } from "./readDocument.ts"

export interface Known<A> {
  readonly value: A | undefined
  readonly problem: Exclude<Reading<A>, { readonly _tag: "Read" }> | undefined // of the last time
}

export const useDocument = <A>(path: string, beat: number): Known<A> => {
  const [known, setKnown] = useState<Known<A> & { readonly path: string }>({
    path,
    value: undefined,
    problem: undefined,
  })
  useEffect(() => {
    const leaving = new AbortController()
    void readDocument<A>(path, leaving.signal).then((reading) => {
      if (leaving.signal.aborted) return
      setKnown((before) => {
        if (reading._tag === "Read") return { path, value: reading.value, problem: undefined }
        const isKept = before.path === path && reading._tag === "Failed"
        return { path, value: isKept ? before.value : undefined, problem: reading }
      })
    })
    return () => leaving.abort()
  }, [path, beat])
  return known.path === path ? known : { value: undefined, problem: undefined }
}

/** The outcome of plain calls to node:fs: a value, or the reason why there is none. */
import { Result } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { type EndpointReason } from "../EndpointError.ts"
import { reasonOf } from "./reasonOf.ts"

export type Answer<A> = Result.Result<A, EndpointReason>

export const ask = <A>(call: () => A): Answer<A> => Result.try({ try: call, catch: reasonOf })

export const refuse = (message: string): Answer<never> => Result.fail({ _tag: "Refused", message })

export const changed = (found: Entry | undefined): Answer<never> => Result.fail({ _tag: "Changed", found })

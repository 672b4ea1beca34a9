/** How requests are answered: JSON that nobody keeps, and texts for collectors. */
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { jsonText } from "../../report/json.ts"
import { type Answer } from "../control.ts"

const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" }

export const json = (document: unknown, status = 200): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.text(`${jsonText(document)}\n`, {
    status,
    headers,
    contentType: "application/json; charset=utf-8",
  })

export const text = (body: string, status = 200, contentType = "text/plain; charset=utf-8") =>
  HttpServerResponse.text(body, { status, headers, contentType })

export const message = (words: string, status: number) => json({ message: words }, status)

/** 409: it exists, and cannot be done right now. */
export const answered = ({ isDone, isKnown, message: words }: Answer) =>
  message(words, isDone ? 200 : isKnown ? 409 : 404)

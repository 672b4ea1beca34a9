/** A name or a message that others wrote, as text: what could hide, reorder or forge is spelled out. */
import { printable } from "../report/escape.ts"

/** Its direction of writing does not reach what stands around it. */
export const Name = ({ text }: { readonly text: string }) => <bdi class="name">{printable(text)}</bdi>

/** File names and folders. */
export const Path = ({ text }: { readonly text: string }) => <bdi class="path">{printable(text)}</bdi>

/** A message of several lines keeps them, and its columns where it has marks below a spot. */
export const Message = ({ text }: { readonly text: string }) => {
  const lines = text.trimEnd().split("\n")
  return lines.length === 1
    ? <bdi class="name">{printable(text)}</bdi>
    : <pre class="lines wraps">{lines.map(printable).join("\n")}</pre>
}

/** Makes text that others wrote safe to print: what could move the cursor, hide or forge a line is spelled out. */

/**
 * Every file name, link target and message passes through here before it reaches a terminal or a log. Safe to apply
 * twice. The result is for eyes: a backslash stays a backslash, so it does not tell the exact name. JSON output does.
 */
export const printable = (text: string): string => plain.test(text) ? text : text.replace(unsafe, spelledOut)

/** JSON text that means the same and cannot act on a terminal that shows it raw. */
export const printableJson = (json: string): string =>
  plain.test(json) ? json : json.replace(unsafe, (each) => each.split("").map(unit).join(""))

const plain = /^[\x20-\x7e]*$/

/**
 * Controls (C0, DEL, C1), lone surrogates, line and paragraph separators, marks that reorder text, and characters
 * without a shape of their own. Variation selectors stay: they stand in names of real files, behind emoji and kanji.
 */
const unsafe =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}[\p{Default_Ignorable_Code_Point}--[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]]\uFFF9-\uFFFB]/gv

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }

const spelledOut = (character: string): string =>
  short[character]
    ?? (character.length === 1 ? unit(character) : `\\u{${character.codePointAt(0)!.toString(16)}}`)

const unit = (codeUnit: string): string => `\\u${codeUnit.charCodeAt(0).toString(16).padStart(4, "0")}`

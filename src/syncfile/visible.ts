/** Text of others made safe to print: nothing in it moves the cursor, hides, or turns around what stands next to it. */

/** Control characters, format characters (bidi controls among them), line separators and lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

export const visible = (text: string): string =>
  text.replaceAll(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)

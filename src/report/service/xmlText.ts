/** Text inside an element of XML 1.0. */

export const xmlText = (text: string): string => text.replaceAll(/[&<>"]/g, (each) => entities[each] ?? each)

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" }

/** Some characters no document can hold, by whatever name; others do not come out as they went in. */
export const isBeyondXml = (text: string): boolean => /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text)

/** YAML text to a document, or what keeps it from being one. */
import { type ParsedNode, parseDocument, stringify, visit, type YAMLError } from "yaml"
import { type Mistake } from "./Mistake.ts"
import { lineOf, positionOf, type SourceText } from "./SourceText.ts"

/** Far more than anyone writes by hand, and little enough to judge in a blink. */
const mostBytes = 1024 * 1024

export interface Yaml {
  readonly root: ParsedNode | null // what could be read, also when there are mistakes
  readonly mistakes: ReadonlyArray<Mistake>
}

export const parseYaml = (source: SourceText): Yaml => {
  if (new TextEncoder().encode(source.text).length > mostBytes) return { root: null, mistakes: [tooLong] }
  const document = parseDocument(source.text, { prettyErrors: false, uniqueKeys: false, logLevel: "error" })
  const directives = document.warnings.filter((warning) => warning.code === "BAD_DIRECTIVE")
  const errors = firstOfEachLine([...document.errors, ...directives], source)
  const mistakes = errors.map((error) => unclosedQuote(error, document.contents) ?? mistakeOf(error, source))
  const isOther = mistakes.length === 0 && document.directives.yaml.version !== "1.2"
  return { root: document.contents, mistakes: isOther ? [otherVersion] : mistakes }
}

/** The way back: plain values as YAML, for showing them. */
export const writeYaml = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false })

/**
 * One slip, such as a missing quote, makes the parser stumble many times over the same line. And once it has fallen out
 * of the document, nothing that it says about the rest means anything.
 */
const firstOfEachLine = (errors: ReadonlyArray<YAMLError>, source: SourceText): ReadonlyArray<YAMLError> => {
  const inOrder = errors.toSorted((a, b) => a.pos[0] - b.pos[0])
  const fallen = inOrder.findIndex(({ message }) => / token in YAML (?:stream|document)/.test(message))
  const lines = new Set<number>()
  return (fallen === -1 ? inOrder : inOrder.slice(0, fallen + 1)).filter((error) => {
    const { line } = positionOf(source, error.pos[0])
    return !lines.has(line) && lines.add(line)
  })
}

/** The parser notices at the end of the text that a quote is open; what is wrong is where it was opened. */
const unclosedQuote = ({ code, pos: [at] }: YAMLError, root: ParsedNode | null): Mistake | undefined => {
  if (code !== "MISSING_CHAR" || root === null) return undefined
  let mistake: Mistake | undefined
  visit(root, {
    Scalar: (_, { range, type }) => {
      if (type !== "QUOTE_SINGLE" && type !== "QUOTE_DOUBLE" || range?.[1] !== at) return undefined
      mistake = { span: { start: range[0], end: range[0] + 1 }, message: "this quote is never closed", hint: undefined }
      return visit.BREAK
    },
  })
  return mistake
}

const mistakeOf = (error: YAMLError, source: SourceText): Mistake => {
  const [start, end] = error.pos
  const line = lineOf(source, positionOf(source, start).line)
  const { message = error.message, hint } = told[error.code] ?? {}
  const variable = /[[{,:]\s*\$\{/.test(line) && error.code === "UNEXPECTED_TOKEN"
  return { span: { start, end }, message, hint: variable ? quoteVariable : hint }
}

type Told = { readonly message?: string; readonly hint?: string }

/** The parser's own sentences, except where they are hard to follow or repeat the text, which may hold a secret. */
const told: Partial<Record<YAMLError["code"], Told>> = {
  BAD_DQ_ESCAPE: {
    message: "no character is written with this backslash",
    hint: "in double quotes a backslash is written \\\\; in single quotes it stands for itself",
  },
  BAD_SCALAR_START: { hint: "a value that starts with this character needs quotes" },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "no key or list can start here",
    hint: "a value with a colon and a space in it needs quotes",
  },
  MULTIPLE_DOCS: {
    message: "a second document starts here, and a syncfile is one document",
    hint: "remove the line `---`, or move what follows to a file of its own",
  },
  RESOURCE_EXHAUSTION: { message: "nested too deeply" },
  TAB_AS_INDENT: { message: "a tab indents this line, and YAML takes spaces only", hint: "put spaces in its place" },
  UNEXPECTED_TOKEN: {
    message: "this cannot stand here",
    hint: "brackets and quotes come in pairs; a value that starts with a special character needs quotes",
  },
}

const quoteVariable = "inside { } and [ ] a value with a variable needs quotes: \"${NAME}\""

const tooLong: Mistake = {
  span: { start: 0, end: 0 },
  message: "longer than 1 MiB: this is no syncfile",
  hint: undefined,
}

const otherVersion: Mistake = {
  span: { start: 0, end: 0 },
  message: "a syncfile is YAML 1.2",
  hint: "remove the line that starts with %YAML",
}

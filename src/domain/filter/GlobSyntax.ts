/** A glob as it was read: flat tokens, in which braces are marks rather than a tree, so that no nesting is too deep. */
import { type CodePoints } from "./CodePoints.ts"

export type GlobToken =
  | { readonly _tag: "One"; readonly set: CodePoints } // one character
  | { readonly _tag: "Star" } // any characters but "/"
  | { readonly _tag: "StarStar" } // any characters
  | { readonly _tag: "Open" } // "{"
  | { readonly _tag: "Or" } // "," between braces
  | { readonly _tag: "Close" } // "}"
  | { readonly _tag: "Regexp"; readonly source: string } // what stands between "{{" and "}}"

export interface GlobSyntax {
  readonly isAnchored: boolean // it starts at the root; otherwise at any name
  readonly tokens: ReadonlyArray<GlobToken>
}

export const hasRegexp = (syntax: GlobSyntax): boolean => syntax.tokens.some(({ _tag }) => _tag === "Regexp")

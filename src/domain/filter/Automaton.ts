/** What is known about all rules at once at one place in a path, and how it changes with the next character. */

/** A rule that holds for a path, or will do if its regular expression matches the path, or the path with a "/" after it. */
export interface Candidate {
  readonly rule: number
  readonly proof: "certain" | "path" | "path/"
}

export interface State {
  readonly key: string // two states of one key are alike in all that follows
  readonly nodes: Int32Array // the instructions that wait for the next character, in order
  readonly seal: number // the first rule known to hold for all paths from here on; the number of rules when none is
  readonly next: Array<State | undefined> // by letter, filled in as paths come by
  readonly files: ReadonlyArray<Candidate> // the rules for a file whose path ends here, up to the first certain one
  entering?: Entering // filled in when the first directory ends here
  canInclude?: boolean // filled in when it is first asked whether anything below may be included
}

/** A directory whose path ends at a state. */
export interface Entering {
  readonly candidates: ReadonlyArray<Candidate> // the rules for the directory, up to the first certain one
  readonly doubtful: ReadonlyArray<Candidate> // excludes that close off all that is inside, should they prove true
  readonly inside: State
}

export interface Automaton {
  readonly start: () => State
  readonly step: (state: State, letter: number) => State // for every letter but that of "/"
  readonly enter: (state: State) => Entering // for "/"
  readonly seal: (state: State, rule: number) => State
  readonly visited: () => number // instructions looked at so far: what a hostile name could make grow
}

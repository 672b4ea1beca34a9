/** What a server is asked to run: a shell that tells the digests of the files whose names it is sent. */

/**
 * All of them print the digest first, then the name, with `*`, a space or nothing before it. The first uses what the
 * processor has for it; many a `sha256sum` takes six times as long.
 */
const programs = ["openssl dgst -sha256 -r", "sha256sum", "shasum -a 256", "sha256 -r", "busybox sha256sum"]

/** `line` is what a shell says it has found; a banner says something else. */
export const isProgram = (line: string): boolean => programs.includes(line)

const digestOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/** The last stretch of a file begins at a multiple of this. */
export const stretchBytes = 64 * 1024

/** Between names: none that is sent has it. */
export const separator = "\t"

/** Ends every answer. No digest and no program looks like it. */
export const endOfAnswer = "end"

/**
 * Says which program it found, then answers what it reads, line by line: `=folder` to work there, without an answer;
 * `:2 name` for the digest of the file from its third stretch on; anything else is names, for the digest of each. A file
 * that cannot be read is left out.
 */
const script = [
  "exec 2>/dev/null; LC_ALL=C; export LC_ALL; set -f; read -r f;",
  `for c in ${programs.map((program) => `"${program}"`).join(" ")};`,
  `do case $($c /dev/null) in ${digestOfNothing}*) break;; esac; c=; done;`,
  `[ -n "$c" ] || exit; echo "$c"; echo ${endOfAnswer};`,
  `while IFS= read -r f; do case $f in =*) cd "\${f#=}" || exit; continue;;`,
  `:*) f=\${f#:}; dd bs=${stretchBytes} skip="\${f%% *}" <"\${f#* }" | $c;;`,
  `*) IFS="${separator}"; set -- $f; IFS=" "; $c "$@" </dev/null;; esac; echo ${endOfAnswer}; done`,
].join(" ")

/**
 * The login shell, whichever it is, sees two plain words and one in single quotes, without anything in it that shells
 * read in different ways there: no quote, no backslash, no exclamation mark, no line break. Old ones take no word of more
 * than 1,000 characters. Names never get here: they follow on standard input.
 */
export const shellCommand = `exec sh -c '${script}'`

/**
 * Sent first. What is not our shell reads it, too: an SFTP server that was put in the place of every command takes it
 * for a packet of absurd length, and hangs up.
 */
export const greeting = "syncfile\n"

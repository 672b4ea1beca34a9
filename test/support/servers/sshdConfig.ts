/** The text of sshd_config for one test server. */

export interface SshdSettings {
  readonly port: number
  readonly user: string
  readonly subsystem: string
  readonly hostKeyFiles: ReadonlyArray<string>
  readonly authorizedKeys: string
  readonly passwords: boolean
  readonly extra: ReadonlyArray<string>
}

/** sshd takes the first value of a keyword, so the test's own lines come first; MaxStartups alone goes by the last. */
export const sshdConfig = (settings: SshdSettings): string =>
  [
    ...settings.extra,
    ...(settings.extra.some((line) => /^\s*MaxStartups\b/iu.test(line)) ? [] : ["MaxStartups 100"]),
    `Port ${settings.port}`,
    "ListenAddress 127.0.0.1",
    ...settings.hostKeyFiles.map((file) => `HostKey ${file}`),
    `AuthorizedKeysFile ${settings.authorizedKeys}`,
    "StrictModes no", // the keys lie below /tmp, which anyone may write to
    "PidFile none",
    "UsePAM no",
    "PermitRootLogin prohibit-password",
    `PasswordAuthentication ${settings.passwords ? "yes" : "no"}`,
    "KbdInteractiveAuthentication no",
    `AllowUsers ${settings.user}`,
    "UseDNS no",
    "PrintMotd no",
    "SetEnv SHLVL=1", // inside another shell, bash skips the start-up files of whoever runs the tests, which may be slow
    "LogLevel VERBOSE",
    `Subsystem sftp ${settings.subsystem}`,
    "",
  ].join("\n")

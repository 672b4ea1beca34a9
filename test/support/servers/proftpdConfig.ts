/** The text of proftpd.conf for a server that behaves like an object store behind SFTP. */

export interface ProftpdSettings {
  readonly port: number
  readonly place: string
  readonly hostKeyFiles: ReadonlyArray<string>
}

/**
 * Times, modes and owners that a client sets are accepted and ignored. Nothing is announced, posix-rename least of all.
 * HiddenStores: a new file is at its name once it is closed; if the client is cut off, nothing stays of it.
 */
const likeAnObjectStore = [
  "SFTPOptions IgnoreSFTPSetTimes IgnoreSFTPSetPerms IgnoreSFTPSetOwners",
  "SFTPExtensions -checkFile -copyFile -fsync -homeDirectory -posixRename -spaceAvailable -statvfs -vendorID "
  + "-versionSelect -hardlink -xattr",
  "HiddenStores on",
  "DeleteAbortedStores on",
  "<Directory /*>",
  "  HideFiles ^\\.in\\..*\\.$", // what HiddenStores calls an unfinished upload
  "</Directory>",
]

export const proftpdConfig = (settings: ProftpdSettings): string =>
  [
    "LoadModule mod_sftp.c",
    "ServerName syncfile-test",
    "ServerType standalone",
    "DefaultAddress 127.0.0.1",
    "SocketBindTight on",
    `Port ${settings.port}`,
    "User nobody",
    "Group nogroup",
    `PidFile ${settings.place}/pid`,
    `ScoreboardFile ${settings.place}/scoreboard`,
    `SystemLog ${settings.place}/log`,
    "TransferLog none",
    "DelayEngine off",
    "DelayTable none",
    "ControlsEngine off",
    `ControlsSocket ${settings.place}/controls`,
    "WtmpLog off",
    "UseReverseDNS off",
    "UseIPv6 off",
    "RequireValidShell off",
    "AuthOrder mod_auth_file.c",
    `AuthUserFile ${settings.place}/passwd`,
    `AuthGroupFile ${settings.place}/group`,
    "DefaultRoot ~",
    "Umask 022 022",
    "AllowOverwrite on",
    "SFTPEngine on",
    `SFTPLog ${settings.place}/log`,
    ...settings.hostKeyFiles.map((file) => `SFTPHostKey ${file}`),
    "SFTPAuthMethods publickey password",
    `SFTPAuthorizedUserKeys file:${settings.place}/authorized_keys`,
    ...likeAnObjectStore,
    "",
  ].join("\n")

/** Ways in which an OpenSSH server can be less than a full one. */

/**
 * `full`: all that OpenSSH offers. `plain`: no extension is announced. `no-setstat`: times and modes cannot be set.
 * `read-only`: every change is refused. `unprivileged`: files are served as uid 65534, so some may be unreadable.
 */
export type SshdProfile = "full" | "plain" | "no-setstat" | "read-only" | "unprivileged"

/** What follows `Subsystem sftp` in sshd_config. */
export const subsystemOf = (profile: SshdProfile, folder: string): string => {
  switch (profile) {
    case "full":
      return `internal-sftp -d ${folder}`
    case "plain":
      return `internal-sftp -d ${folder} -P ${extensions.join(",")}`
    case "no-setstat":
      return `internal-sftp -d ${folder} -P setstat,fsetstat,lsetstat`
    case "read-only":
      return `internal-sftp -d ${folder} -R`
    case "unprivileged":
      return `/usr/bin/setpriv --reuid 65534 --regid 65534 --clear-groups ${sftpServer} -d ${folder}`
  }
}

const sftpServer = "/usr/lib/openssh/sftp-server"

const extensions = [
  "posix-rename",
  "statvfs",
  "fstatvfs",
  "hardlink",
  "fsync",
  "lsetstat",
  "limits",
  "expand-path",
  "copy-data",
  "home-directory",
  "users-groups-by-id",
]

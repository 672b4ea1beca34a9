/** A user that exists for one server process and its children only, with a password. */
import { randomBytes } from "node:crypto"

export interface ThrowAwayUser {
  readonly name: string
  readonly uid: number
  readonly password: string
  readonly home: string
}

export const throwAwayUser = (home: string): ThrowAwayUser => ({
  name: "syncfile-test",
  uid: 47_011,
  password: `pw-${randomBytes(9).toString("base64url")}`,
  home,
})

/**
 * Runs `command` where /etc is covered by a layer in memory that has the user: the machine's own /etc is not touched.
 * `mountPoint` is an empty folder; what is mounted on it, too, is seen by the command alone and ends with it.
 * Covering /etc/passwd alone would not last: such a mount is dropped as soon as someone replaces the file by a rename.
 */
export const withUser = (
  user: ThrowAwayUser,
  mountPoint: string,
  command: ReadonlyArray<string>,
): readonly [string, ...ReadonlyArray<string>] => {
  const script = `
    set -e
    mount -t tmpfs tmpfs ${mountPoint}
    mkdir ${mountPoint}/upper ${mountPoint}/work
    mount -t overlay overlay -o lowerdir=/etc,upperdir=${mountPoint}/upper,workdir=${mountPoint}/work /etc
    /usr/sbin/useradd --no-log-init --no-create-home --user-group --uid ${user.uid} --home-dir ${user.home} --shell /bin/sh ${user.name}
    echo '${user.name}:${user.password}' | /usr/sbin/chpasswd --crypt-method SHA512
    exec "$@"`
  return ["unshare", "--mount", "--propagation", "slave", "sh", "-c", script, "sh", ...command]
}

/** A new ed25519 key for the server. */
import ssh2 from "ssh2"

/**
 * One in 256 keys that ssh2 (as of 1.17) makes cannot be read, by itself or anyone:
 * it drops the first byte of a public key if that is zero.
 */
export const makeHostKey = (): { readonly private: string; readonly public: string } => {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync("ed25519")
    if (!(ssh2.utils.parseKey(key.private) instanceof Error)) return key
  }
}

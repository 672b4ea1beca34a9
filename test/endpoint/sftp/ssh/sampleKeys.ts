/** Host keys made with ssh-keygen, and the fingerprints that `ssh-keygen -l` gives them. */
import { type HostKey } from "../../../../src/endpoint/sftp/ssh/HostKey.ts"

export const ed25519: HostKey = {
  type: "ssh-ed25519",
  base64: "AAAAC3NzaC1lZDI1NTE5AAAAIKBArWL8WER926LDByQmro8XDqyJ1wePm1qh2aPImhgV",
  fingerprint: "SHA256:JEOk1Se6X57KQUsUGaGtK9tVXpgnpXkNRkmACY/HJok",
}

export const otherEd25519: HostKey = {
  type: "ssh-ed25519",
  base64: "AAAAC3NzaC1lZDI1NTE5AAAAIO8H7uiw0dqA2TaELay5jSlsaqagGvB4fNU0Ps2eapqS",
  fingerprint: "SHA256:Ka0ymEBdXSrxKJLWqiP7iGfhi7zAVgRQeoq0hnCv8zU",
}

export const ecdsa: HostKey = {
  type: "ecdsa-sha2-nistp256",
  base64:
    "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNGCRe2FvRxPZye4E8byvyQa0/l9Trop+omVSh9dIly4CtEjRyy3GizfjUgjy+ZURt+EG9L16R9kkHwT+R5DXDo=",
  fingerprint: "SHA256:oXciZ8mosgW9QGnyABTgyuwCyv+eC0qQ09Hdo314vcI",
}

export const rsa: HostKey = {
  type: "ssh-rsa",
  base64:
    "AAAAB3NzaC1yc2EAAAADAQABAAABAQCWUx+fhdlw6vRpL1Mu4lI6qjkWpn5M2TkBwMgEAOSRo3jL+7A+nLZIE1IzukCBeK+OE3uCT9VfIso5TqFFDnSlnh4M+YGDL7waoVDKQ8SEhqE7lKaf9qyEnTn5E2Uf8wep2kWI71bdZAWzrTZaxr5K2IS2C+uZszMZH34h9x8fm9wwNWE1e7YaAv7h36lW8MjClvwtz7lTghdxoI0esl925XhWUP2VIeClbWh86zzYU+Av27qCdQhYwaxTV55/Ibs2Fn26jcHvpE/eLM74G9RwUxYqRZ01HBTfaC3tpBFNaVD/V9BMNee1zSeosBRGLPkzzcs9al13oyR0tDfr6DBN",
  fingerprint: "SHA256:IJFRHXNcArwMRdRluGjjOoHfgo+pcprrtHOx88X+6Rw",
}

/** The key as a line of known_hosts has it. */
export const written = (key: HostKey): string => `${key.type} ${key.base64}`

/** The key as a server sends it. */
export const blobOf = (key: HostKey): Buffer => Buffer.from(key.base64, "base64")

/** Vitest's setup of every test file: many of them use ssh2 directly, without what keeps it from ending the process. */
import { mendCiphers } from "../../src/endpoint/sftp/ssh/mendCiphers.ts"

mendCiphers()

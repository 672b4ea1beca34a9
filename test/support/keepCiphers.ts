/** Vitest's setup of every test file: many of them use ssh2 directly, without what keeps it from ending the process. */
import { keepCiphers } from "../../src/endpoint/sftp/ssh/keepCiphers.ts"

keepCiphers()

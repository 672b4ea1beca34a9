import { assert, describe, it } from "@effect/vitest"
import { Redacted } from "effect"
import ssh2, { type AnyAuthMethod, type AuthenticationType, type Prompt } from "ssh2"
import { type Credential } from "../../../../src/endpoint/sftp/ssh/Credential.ts"
import { makeLogin } from "../../../../src/endpoint/sftp/ssh/makeLogin.ts"
import { plainEd25519 } from "./privateKeys.ts"

const password: Credential = { _tag: "Password", password: Redacted.make("hunter2") }

const loginWith = (credential: Credential) => {
  let aborts = 0
  const login = makeLogin({ user: "anna", credential, legacy: false, abort: () => aborts++ })
  /** What is done after the server answered: `null` before its first answer. */
  const next = (offered: ReadonlyArray<string> | null, partly: boolean | null = false): AnyAuthMethod | false => {
    const chosen: Array<AnyAuthMethod | false> = []
    login.next(
      offered as Array<AuthenticationType>,
      partly as boolean,
      (method) => chosen.push(method as AnyAuthMethod),
    )
    assert.lengthOf(chosen, 1)
    return chosen[0] ?? false
  }
  return { login, next, aborts: () => aborts }
}

/** The answers to each round of questions that a server asks. */
const answersTo = (method: AnyAuthMethod | false, ...rounds: ReadonlyArray<ReadonlyArray<Prompt>>) => {
  if (method === false || method.type !== "keyboard-interactive") return assert.fail("no question is answered")
  const given: Array<ReadonlyArray<string>> = []
  for (const prompts of rounds) method.prompt("", "", "", [...prompts], (answers) => given.push(answers))
  return given
}

const hidden: Prompt = { prompt: "Password: ", echo: false }
const shown: Prompt = { prompt: "User: ", echo: true }

describe("makeLogin with a password", () => {
  it("gives it at once, without asking for `none` first", () => {
    const { login, next } = loginWith(password)
    assert.isFalse(login.hasBegun())
    assert.deepStrictEqual(next(null), { type: "password", username: "anna", password: "hunter2" })
    assert.isTrue(login.hasBegun())
  })

  const over: ReadonlyArray<readonly [why: string, offered: ReadonlyArray<string> | null, partly: boolean]> = [
    ["it was wrong", ["publickey", "password"], false],
    ["it was wrong and questions are asked, too", ["password", "keyboard-interactive"], false],
    ["only keys are taken", ["publickey"], false],
    ["nothing is taken any more", [], false],
    ["ssh2 skipped it", null, false],
    ["it was right and another proof is wanted", ["keyboard-interactive"], true],
  ]
  for (const [why, offered, partly] of over) {
    it(`gives up when ${why}`, () => {
      const { next } = loginWith(password)
      next(null)
      assert.isFalse(next(offered, partly))
    })
  }

  it("answers the one hidden question of a server that only asks questions, once", () => {
    const { aborts, next } = loginWith(password)
    next(null)
    const method = next(["publickey", "keyboard-interactive"])
    assert.deepStrictEqual(answersTo(method, [hidden]), [["hunter2"]])
    assert.strictEqual(aborts(), 0)
    assert.isFalse(next(["publickey", "keyboard-interactive"]))
  })

  const unanswered: ReadonlyArray<readonly [what: string, prompts: ReadonlyArray<Prompt>]> = [
    ["three questions", [hidden, hidden, hidden]],
    ["two questions", [shown, hidden]],
    ["a question whose answer is shown", [shown]],
    ["a question that does not say whether", [{ prompt: "?" }]],
  ]
  for (const [what, prompts] of unanswered) {
    it(`answers nothing to ${what}, and leaves`, () => {
      const { aborts, login, next } = loginWith(password)
      next(null)
      assert.isEmpty(answersTo(next(["keyboard-interactive"]), prompts))
      assert.strictEqual(aborts(), 1)
      assert.match(login.explain(), /a password is not given in answer to that/u)
    })
  }

  it("answers no second question after the first", () => {
    const { aborts, next } = loginWith(password)
    next(null)
    assert.deepStrictEqual(answersTo(next(["keyboard-interactive"]), [hidden], [hidden]), [["hunter2"]])
    assert.strictEqual(aborts(), 1)
  })

  it("leaves when a new password is demanded", () => {
    const { aborts, login, next } = loginWith(password)
    next(null)
    login.refuseNewPassword()
    assert.strictEqual(aborts(), 1)
    assert.match(login.explain(), /demands a new password/u)
  })

  it("says who was refused with what, what the server takes and what to check, but never the password", () => {
    const { login, next } = loginWith(password)
    next(null)
    next(["publickey", "\u001b[31mred", "a b", "gssapi-with-mic"])
    assert.strictEqual(
      login.explain(),
      "the server does not let anna in with the password (it takes publickey, gssapi-with-mic). "
        + "Check the user name and the password",
    )
  })

  it("says that a second factor is not supported", () => {
    const { login, next } = loginWith(password)
    next(null)
    next(["publickey"], true)
    assert.match(login.explain(), /takes the password from anna, and wants publickey besides: not supported/u)
  })
})

describe("makeLogin with a key", () => {
  const key = ssh2.utils.parseKey(plainEd25519)
  const credential: Credential = key instanceof Error
    ? assert.fail(key.message)
    : { _tag: "PrivateKey", key: Redacted.make(key), name: "the key /k" }

  it("offers it, and then nothing more", () => {
    const { login, next } = loginWith(credential)
    const method = next(null)
    assert.strictEqual(method !== false && method.type, "publickey")
    assert.isFalse(next(["publickey", "password", "keyboard-interactive"]))
    assert.match(login.explain(), /does not let anna in with the key \/k \(ssh-ed25519 SHA256:[\w+/]{43}\)/u)
  })
})

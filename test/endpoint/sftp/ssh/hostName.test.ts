import { assert, describe, it } from "@effect/vitest"
import { fieldMatches, nameOnFile, patternsMatch } from "../../../../src/endpoint/sftp/ssh/hostName.ts"

describe("nameOnFile", () => {
  it("leaves port 22 unsaid", () => assert.strictEqual(nameOnFile("Host.Example.COM", 22), "host.example.com"))
  it("brackets the host before any other port", () => assert.strictEqual(nameOnFile("::1", 2222), "[::1]:2222"))
})

/** The hashes were made by `ssh-keygen -H`. */
const rows: ReadonlyArray<readonly [field: string, name: string, matches: boolean]> = [
  ["host", "host", true],
  ["HOST", "host", true],
  ["host", "host2", false],
  ["host", "hos", false],
  ["a,host,b", "host", true],
  ["a,b", "host", false],
  ["*", "host", true],
  ["*", "[host]:2222", true],
  ["*.example.com", "a.example.com", true],
  ["*.example.com", "a.b.example.com", true],
  ["*.example.com", "example.com", false],
  ["192.0.2.?", "192.0.2.7", true],
  ["192.0.2.?", "192.0.2.77", false],
  ["h?st", "host", true],
  ["h*t", "host", true],
  ["h**t", "ht", true],
  ["?", "", false],
  ["!host,*", "host", false],
  ["*,!host", "host", false],
  ["*,!host", "other", true],
  ["!host", "other", false],
  ["*.example.com,!bad.example.com", "bad.example.com", false],
  ["[host]:2222", "[host]:2222", true],
  ["[host]:2222", "[host]:2223", false],
  ["[*.example.com]:2222", "[a.example.com]:2222", true],
  ["host", "[host]:2222", false],
  ["h[o]st", "host", false], // brackets are no character class here
  ["", "host", false],
  ["|1|nujIkfCApmOl4Z6JD8AEjxJb3Vk=|xRa9IHIqE2/VKIr0QTpOBpQ9exE=", "hashed.example.com", true],
  ["|1|nujIkfCApmOl4Z6JD8AEjxJb3Vk=|xRa9IHIqE2/VKIr0QTpOBpQ9exE=", "[hashed.example.com]:2222", false],
  ["|1|Q7em7wIdNonnojIxyjbv8bR9lfg=|VDjte/9UOnPz097J5NeJDGfn92I=", "[hashed.example.com]:2222", true],
  ["|1|P/mCSctZN0zE7R2aJOyq0PH11Xg=|xtWaXKM+6X74gOwPMyDsBV0ErXw=", "192.0.2.7", true],
  ["|2|nujIkfCApmOl4Z6JD8AEjxJb3Vk=|xRa9IHIqE2/VKIr0QTpOBpQ9exE=", "hashed.example.com", false],
  ["|1|nujIkfCApmOl4Z6JD8AEjxJb3Vk=|", "hashed.example.com", false],
  ["|1|nujIkfCApmOl4Z6JD8AEjxJb3Vk=", "hashed.example.com", false],
  ["|1||", "hashed.example.com", false],
  ["|", "hashed.example.com", false],
]

describe("fieldMatches", () => {
  for (const [field, name, matches] of rows) {
    it(`says ${matches ? "yes" : "no"} to ${name} for ${JSON.stringify(field)}`, () =>
      assert.strictEqual(fieldMatches(field, name), matches))
  }
})

describe("patternsMatch", () => {
  it("is not slow on patterns that make others so", () => {
    const started = performance.now()
    assert.isFalse(patternsMatch([`${"*a".repeat(60)}b`], "a".repeat(2000)))
    assert.isBelow(performance.now() - started, 1000)
  })
})

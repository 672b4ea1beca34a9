/** A real Chromium that looks at the page, and notes what a page must never do. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"

/** Each of these stays empty. */
export interface Offences {
  readonly dialogs: Array<string>
  readonly foreign: Array<string> // requests that went elsewhere
  readonly violations: Array<string> // of the content security policy
  readonly errors: Array<string>
}

export const noOffences: Offences = { dialogs: [], foreign: [], violations: [], errors: [] }

export interface Watched {
  readonly page: Page
  readonly offences: Offences
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })

export const looks = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: "light", viewport: { width: 360, height: 740 }, hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>

/** What has just opened and is at its view is returned once the daemon was heard. */
export const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = looks.light,
): Promise<Watched> => {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce", ...options })
  const offences: Offences = { dialogs: [], foreign: [], violations: [], errors: [] }
  await context.exposeFunction("noteViolation", (violation: string) => offences.violations.push(violation))
  await context.addInitScript(`addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) =>
    noteViolation(violatedDirective + " " + blockedURI))`)
  const page = await context.newPage()
  page.on("dialog", (dialog) => {
    offences.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) offences.foreign.push(request.url())
  })
  page.on("pageerror", (error) => offences.errors.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      offences.errors.push(message.text())
    }
  })
  await page.goto(url)
  await page.locator("footer time").waitFor()
  return { page, offences }
}

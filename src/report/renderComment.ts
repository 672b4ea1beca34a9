/** Plans as Markdown for a comment on a pull request, short enough for every forge. */
import { type Plan } from "../domain/Plan.ts"
import { renderPlans, type View } from "./renderPlan.ts"
import { plainStyle } from "./Style.ts"

/** Forges refuse comments of more than 65,536 characters. */
const mostCharacters = 60_000

/** The first line lets a script find the comment it wrote before, and replace it. */
export const renderComment = (name: string, plans: ReadonlyArray<Plan>): string => {
  const views: ReadonlyArray<View> = ["tree", "summary"]
  const texts = views.map((view) => pageOf(name, renderPlans(plans, { style: plainStyle, view })))
  return texts.find((text) => text.length <= mostCharacters) ?? cut(texts.at(-1) ?? "")
}

const pageOf = (name: string, text: string): string => {
  const total = text.slice(text.lastIndexOf("\n") + 1)
  const fence = fenceFor(text)
  return `<!-- syncfile:${name} -->\n**${name}**: ${total}\n\n<details><summary>Plan</summary>\n\n${fence}\n${text}\n${fence}\n\n</details>\n`
}

/** Longer than any run of backticks in the text, so that no file name can end the block. */
const fenceFor = (text: string): string => {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  return "`".repeat(longest + 1)
}

const cut = (text: string): string => {
  const fence = fenceFor(text)
  const note = "\n… cut here. The whole plan is in the log of this run; it must not be approved from this comment.\n"
  const tail = `${note}${fence}\n\n</details>\n`
  return text.slice(0, text.lastIndexOf("\n", mostCharacters - tail.length)) + tail
}

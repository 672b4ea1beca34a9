/** A small folder of real files, and the edits that somebody makes in it. */
import { mkdir, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"

const chapters = ["welcome", "security", "travel", "equipment", "holidays"]

const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    chapters.map((name) => [`chapters/${name}.md`, `# ${name}\n\n${`About ${name}. `.repeat(40)}\n`]),
  ),
  "index.md": `# Handbook\n\n${chapters.map((name) => `- [${name}](chapters/${name}.md)\n`).join("")}`,
  "forms/expenses.csv": "date,amount,what\n",
  "forms/leave.csv": "from,to,who\n",
  "drafts/not-yet.md": "The filters keep this one out.\n",
  "notes.tmp": "And this one.\n",
}

export const makeHandbook = async (folder: string): Promise<void> => {
  for (const [path, text] of Object.entries(files)) await put(folder, path, text)
}

/** One change, one new file, one that goes. */
export const edit = async (folder: string): Promise<void> => {
  await put(folder, "chapters/travel.md", "# travel\n\nBy train.\n")
  await put(folder, "chapters/remote-work.md", "# remote work\n\nYes.\n")
  await rm(join(folder, "forms/leave.csv"))
}

const put = async (folder: string, path: string, text: string): Promise<void> => {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

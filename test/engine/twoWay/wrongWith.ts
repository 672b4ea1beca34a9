/** What goes wrong in a story, if anything does. */
import { Cause, Effect, Exit } from "effect"
import { playStory } from "./playStory.ts"
import { type Story } from "./Story.ts"

export const wrongWith = (story: Story): Effect.Effect<string | undefined> =>
  Effect.map(
    Effect.exit(playStory(story)),
    (exit) => Exit.isSuccess(exit) ? undefined : String(Cause.squash(exit.cause)),
  )

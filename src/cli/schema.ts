/** `syncfile schema`: the JSON Schema of the syncfile, for editors. */
import { Effect, FileSystem, Option, Path } from "effect"
import { Command, Flag } from "effect/cli"
import { planSchema } from "../report/json.ts"
import { jsonSchema } from "../syncfile/jsonSchema.ts"
import { Environment } from "./Environment.ts"
import { say } from "./look.ts"

/** The files that are generated, by name. A test holds them equal to what is committed. */
export const schemas = () => ({
  "syncfile.schema.json": pretty(jsonSchema()),
  "plan.schema.json": pretty(planSchema()),
})

export const schemaCommand = Command.make(
  "schema",
  {
    plan: Flag.Boolean("plan").pipe(
      Flag.withDescription("The schema of a plan's JSON instead"),
      Flag.withDefault(false),
    ),
    write: Flag.String("write").pipe(
      Flag.withMetavar("FOLDER"),
      Flag.withDescription("Write all schemas as files into a folder"),
      Flag.optional,
    ),
  },
  Effect.fnUntraced(function*({ plan, write }) {
    const all = schemas()
    if (Option.isNone(write)) return yield* say(all[plan ? "plan.schema.json" : "syncfile.schema.json"])
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const { folder } = yield* Environment
    for (const [name, text] of Object.entries(all)) {
      yield* fs.writeFileString(path.resolve(folder, write.value, name), text)
    }
  }),
).pipe(Command.withDescription("Print the JSON Schema of the syncfile"))

const pretty = (schema: object): string => `${JSON.stringify(schema, undefined, 2)}\n`

/** The syncfile as written. The one source of its types and of schemas/syncfile.schema.json. */
import { Schema } from "effect"
import { optional, required } from "./documented.ts"
import { WrittenDaemon } from "./WrittenDaemon.ts"
import { WrittenDefaults } from "./WrittenDefaults.ts"
import { WrittenPair } from "./WrittenPair.ts"
import { WrittenRemote } from "./WrittenRemote.ts"
import { Name, Path } from "./WrittenText.ts"

const State = Schema.Struct({
  type: required(Schema.Literal("sqlite"), "What kind of database keeps the state.", "sqlite"),
  path: optional(
    Path,
    "The database file. A relative path starts at the folder of the syncfile. Default: .syncfile/state.sqlite.",
    ".syncfile/state.sqlite",
  ),
})

const named = <S extends Schema.Top>(schema: S) =>
  Schema.Record(Schema.String, schema).check(Schema.isPropertyNames(Name))

export const Syncfile = Schema.StructWithRest(
  Schema.Struct({
    version: required(Schema.Literal(1), "The version of the syncfile format.", 1),
    name: required(Name, "What this syncfile is called. It names the state, so keep it when files move.", "feeds-prod"),
    remotes: optional(named(WrittenRemote), "The servers, each under the name that pairs call it by.", {
      office: {
        type: "sftp",
        host: "192.168.0.21",
        user: "sftpuser",
        auth: { password: { env: "OFFICE_SFTP_PASSWORD" } },
      },
    }),
    defaults: optional(WrittenDefaults, "What holds for every pair that does not say otherwise.", {
      compare: { by: ["checksum"] },
      limits: { deletes: { count: 50 } },
    }),
    pairs: required(
      named(WrittenPair).check(Schema.isMinProperties(1)),
      "The pairs of folders, each under a name of its own.",
      { backups: { mode: "mirror", source: "office:data", target: "sftptogo:data" } },
      { shared: { mode: "two-way", left: "./shared", right: "office:shared" } },
    ),
    state: optional(State, "Where is remembered what both sides held when they were last in step.", {
      type: "sqlite",
      path: ".syncfile/state.sqlite",
    }),
    daemon: optional(WrittenDaemon, "How `syncfile watch` runs.", { listen: "127.0.0.1:9464", shutdownGrace: "1m" }),
  }),
  [Schema.Record(Schema.TemplateLiteral(["x-", Schema.String]), Schema.Unknown)],
).annotate({ title: "syncfile, version 1", description: "Which folders are kept in step, and how." })
export type Syncfile = typeof Syncfile.Type

/** Every tool that is measured, in the order of their turns: ours, then the rivals. */
import { type Tool } from "../Tool.ts"
import { lftp } from "./lftp.ts"
import { rclone, rcloneTuned } from "./rclone.ts"
import { rsync } from "./rsync.ts"
import { scp } from "./scp.ts"
import { sftp } from "./sftp.ts"
import { syncfile } from "./syncfile.ts"

export const allTools: ReadonlyArray<Tool> = [syncfile, rclone, rcloneTuned, rsync, lftp, sftp, scp]

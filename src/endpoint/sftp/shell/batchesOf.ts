/** Files put together, so that one run of a program on the server digests many. */
import { type Content } from "../../Endpoint.ts"

export type Batch = ReadonlyArray<Content>

/** Few enough names for every system's longest command line, and few enough bytes for progress to be seen. */
const mostFiles = 256
const mostCharacters = 32 * 1024
const mostBytes = 256 * 1024 * 1024

export const batchesOf = (files: ReadonlyArray<Content>): ReadonlyArray<Batch> => {
  const batches: Array<Batch> = []
  let batch: Array<Content> = []
  let [characters, bytes] = [0, 0]
  const close = () => {
    if (batch.length > 0) batches.push(batch)
    batch = []
    ;[characters, bytes] = [0, 0]
  }
  for (const each of files) {
    const [path, { size }] = each
    if (batch.length === mostFiles || characters + path.length > mostCharacters || bytes + size > mostBytes) close()
    batch.push(each)
    characters += path.length
    bytes += size
  }
  close()
  return batches
}

export const bytesOf = (files: ReadonlyArray<Content>): number => files.reduce((sum, [, { size }]) => sum + size, 0)

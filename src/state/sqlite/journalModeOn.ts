/** How SQLite keeps its journal: WAL needs memory that all its users share, which a network does not give. */

/** The numbers that `statfs` gives file systems that several machines, or a guest and its host, may write to. */
const shared: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x517b, "SMB"],
  [0x65735546, "FUSE"],
  [0x01021997, "9P"],
  [0x00c36400, "Ceph"],
  [0x5346414f, "AFS"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
  [0x01161970, "GFS2"],
  [0x7461636f, "OCFS2"],
])

export const journalModeOn = (fileSystemType: number): "WAL" | "DELETE" =>
  shared.has(fileSystemType >>> 0) ? "DELETE" : "WAL"

// Where signed configurations are kept nearer to visitors than the shelf. Not trusted: whatever it gives is verified, may be
// old, and may be missing although it was put.

export type SnapshotCache = {
  get(host: string): Promise<string | null>
  put(host: string, document: string): Promise<void>
  delete(host: string): Promise<void>
}

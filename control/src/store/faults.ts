/** A worker's lease was taken over: what it learned is discarded. */
export class LostLease extends Error {
  override readonly name = 'LostLease'
}

/** The resource is gone. */
export class NoSuchResource extends Error {
  override readonly name = 'NoSuchResource'
}

import type { Clash } from './port.ts'

/** A worker's lease was taken over: what it learned is discarded. */
export class LostLease extends Error {
  override readonly name = 'LostLease'
}

/** The resource is gone. */
export class NoSuchResource extends Error {
  override readonly name = 'NoSuchResource'
}

/** A name is held or cooling down elsewhere; the transaction was rolled back. */
export class NameClash extends Error {
  override readonly name = 'NameClash'
  readonly clash: Clash
  constructor(clash: Clash) {
    super(`${clash.value} is taken`)
    this.clash = clash
  }
}

/** A certificate object serves one resource, and this one has another; the transaction was rolled back. */
export class CertificateTaken extends Error {
  override readonly name = 'CertificateTaken'
}

/** There is no such certificate object any more; the transaction was rolled back. */
export class NoSuchObject extends Error {
  override readonly name = 'NoSuchObject'
  readonly id: number
  constructor(id: number) {
    super(`there is no certificate object ${id}`)
    this.id = id
  }
}

/** A certificate object has another certificate than was judged, or another resource; the transaction was rolled back. */
export class ObjectChanged extends Error {
  override readonly name = 'ObjectChanged'
}

/** One of the CA's limits leaves no room before `until`; the transaction was rolled back. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent'
  readonly bucket: string
  readonly until: number
  constructor(bucket: string, until: number) {
    super(`${bucket} has no room`)
    this.bucket = bucket
    this.until = until
  }
}

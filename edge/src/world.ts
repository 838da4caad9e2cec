// Everything a layer may know besides the request. Built by an entry (worker.ts, node.ts), passed down.

import type { CertificateDocument, Self, VerifyingKeys } from '@wellknown/wire'
import type { Answer, Body } from './answer.ts'
import type { Fields, HeaderFields } from './fields.ts'
import type { Visit } from './visit.ts'
import type { Misses } from './misses.ts'
import type { Witness } from './witness.ts'
import type { OriginPlace } from './origin-place.ts'
import type { Reserve } from './reserve.ts'
import type { Lookup } from './shared-lookups.ts'
import type { Shelf } from './shelf/port.ts'
import type { SnapshotCache } from './shelf/snapshot-port.ts'

/** How this edge reaches customers' origins, and what it cannot do. */
export type OriginPort = {
  /** `any-host`: any Host can be sent. `own-host`: the Host is the one of the URL asked. */
  readonly capability: Self['originCapability']
  /** Sends one request; redirects are not followed, bodies stream both ways. Rejects with OriginFailure. */
  fetch(request: OriginRequest): Promise<Answer>
}

type OriginRequest = {
  /** The host whose origin it is: what waiting for it costs falls on that one. */
  readonly site: string
  readonly method: string
  readonly to: OriginPlace
  /** With the query. */
  readonly path: string
  /** The Host to send where the capability allows it. */
  readonly host: string
  /** The client's. */
  readonly headers: Headers | Fields
  /** Makes of a copy of them what the origin gets. */
  readonly dress: (headers: HeaderFields) => void
  /** The same for the answer's, on their way to the visitor. */
  readonly dressAnswer: (headers: HeaderFields, status: number) => void
  readonly body: Body | null
}

/** The origin gave no answer. `sent` says whether it may have seen the request. */
export class OriginFailure extends Error {
  override readonly name = 'OriginFailure'
  readonly why: 'refused-address' | 'unreachable' | 'malformed' | 'timeout'
  constructor(why: OriginFailure['why']) {
    super(`The origin gave no answer: ${why}.`)
    this.why = why
  }
}

/** The TLS side of an edge that terminates TLS. */
export type Terminator = {
  readonly sealKey: NonNullable<Self['sealKey']>
  /** Null: it can be served. Else why not: the key does not open, does not match, or the chain is no chain. */
  inspect(host: string, document: CertificateDocument): Promise<string | null>
  /** Is a certificate shown for this host, to whoever asks now? False also where its key does not open, or the shelf fails. */
  canServe(host: string): Promise<boolean>
}

export type World = {
  readonly pop: string
  /** The only hostname where admin routes exist. */
  readonly adminHost: string
  readonly keys: VerifyingKeys
  /** The thumbprints this edge may answer for: whoever can write the shelf can at most break validation. */
  readonly thumbprints: readonly string[]
  readonly shelf: Shelf
  /** Configurations nearer than the shelf; null: it is near. */
  readonly snapshots: SnapshotCache | null
  /** Keeps the platform running for work that goes on after the answer. */
  readonly later: (work: Promise<unknown>) => void
  readonly witness: Witness
  readonly origin: OriginPort
  readonly terminator: Terminator | null
  /** The visitor's country (ISO 3166-1 alpha-2), null where it is not known; null: this edge cannot tell countries. */
  readonly countryOf: ((visit: Visit) => string | null) | null
  readonly now: () => number
}

/** The world as the layers have it: with what the edge counts by itself. */
export type Inner = World & { readonly misses: Misses; readonly reserve: Reserve; readonly lookup: Lookup }

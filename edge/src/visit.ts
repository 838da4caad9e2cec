// One request, with what every layer asks of it worked out once.

import { hostOf, type Hostname } from '@wellknown/hostname/host'
import type { Config, EdgeOptions } from '@wellknown/wire'
import type { Body } from './answer.ts'
import type { Fields } from './fields.ts'

/** How the origin is to be asked, and its answer to be passed on: what the customer's rules made of the request. */
export type Passage = { readonly origin: Config['origin']; readonly options: EdgeOptions }

export type Visit = {
  readonly method: string
  /** The value of a header, in any case of its name; null when it was not sent. */
  readonly header: (name: string) => string | null
  readonly sent: Sent
  /** Normalised by the URL parser: dot segments resolved, nothing else decoded. */
  readonly url: URL
  readonly host: Hostname | null
  /** The peer's address as the platform knows it, never a header a client can send. */
  readonly address: string
  /** Null until the rules have been asked. */
  readonly passage: Passage | null
}

/** What the platform was sent, for those who need more of it than method, address and a header: making it may cost more than
 *  all else that a visit is asked. */
type Sent = {
  readonly request: () => Request
  /** Not to be changed. */
  readonly headers: () => Headers | Fields
  /** To be taken once, and not beside that of the request. */
  readonly body: () => Body | null
}

export function createVisit(request: Request, address: string): Visit {
  const url = new URL(request.url)
  const { method, headers } = request
  return {
    method,
    header: (name) => headers.get(name),
    sent: { request: () => request, headers: () => headers, body: () => request.body },
    url,
    host: hostOf(url.hostname),
    address,
    passage: null,
  }
}

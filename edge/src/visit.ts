// One request, with what every layer asks of it worked out once.

import { hostOf, type Hostname } from '@wellknown/hostname/host'
import type { Config, EdgeOptions } from '@wellknown/wire'

/** How the origin is to be asked, and its answer to be passed on: what the customer's rules made of the request. */
export type Passage = { readonly origin: Config['origin']; readonly options: EdgeOptions }

export type Visit = {
  readonly method: string
  /** The value of a header, in any case of its name; null when it was not sent. */
  readonly header: (name: string) => string | null
  /** The whole of it. Making one may cost more than all else that a challenge is asked: method and headers stand apart. */
  readonly request: Request
  /** Normalised by the URL parser: dot segments resolved, nothing else decoded. */
  readonly url: URL
  readonly host: Hostname | null
  /** The peer's address as the platform knows it, never a header a client can send. */
  readonly address: string
  /** Null until the rules have been asked. */
  readonly passage: Passage | null
}

export function createVisit(request: Request, address: string): Visit {
  const url = new URL(request.url)
  const { method, headers } = request
  const header = (name: string): string | null => headers.get(name)
  return { method, header, request, url, host: hostOf(url.hostname), address, passage: null }
}

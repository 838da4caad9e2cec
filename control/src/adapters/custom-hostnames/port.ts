// Certificates at an edge that is not ours: Cloudflare for SaaS serves a customer's name with the certificate it is given.

/** A PEM chain, leaf first, and its PKCS#8 PEM key. */
export type HostCertificate = { readonly chain: string; readonly key: string }

export type Placed =
  | { readonly is: 'placed' }
  /** It will not be taken as it is: another try changes nothing. */
  | { readonly is: 'refused'; readonly detail: string }
  /** No answer, or none that makes sense: it may have happened all the same. `retryAt`: it named a time. */
  | { readonly is: 'unavailable'; readonly detail: string; readonly retryAt: number | null }

export type Shown =
  /** Deployed, by the edge's own word. `serial` hexadecimal, upper case. */
  | { readonly is: 'served'; readonly serial: string }
  /** Nothing is served for the name yet, or no longer. */
  | { readonly is: 'none'; readonly detail: string }
  | { readonly is: 'unavailable'; readonly detail: string }

export type CustomHostnames = {
  /** Has `host` served with this certificate; what was served before goes on until then. Whole, so that doing it twice is
   *  harmless. A key of another certificate, a broken chain or one without the name is refused before anything is asked. */
  place(host: string, certificate: HostCertificate): Promise<Placed>
  /** The name is no longer served. One that is not there is removed already. */
  remove(host: string): Promise<Placed>
  /** Which certificate is served for `host`? */
  show(host: string): Promise<Shown>
}

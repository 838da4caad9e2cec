// One CAA property that names a CA: `issuer; key=value; …` (RFC 8659 §4.2, RFC 8657).

export type CaaRecord = { readonly flags: number; readonly tag: string; readonly value: string }

/** What the request is, as far as a record can restrict it. */
export type CaaRequest = {
  /** The names by which this CA goes in CAA records, in lower case. */
  readonly identities: readonly string[]
  readonly accountUrl: string
  /** `http-01` or `dns-01`. */
  readonly method: string
}

const TAG = /^[a-z0-9]+$/i
const VALUE = /^[\x21-\x3a\x3c-\x7e]*$/

/** Does this record let the request pass? A record that cannot be read, or that has a parameter of RFC 8657 twice, lets
 *  nothing pass. */
export function permits({ value }: CaaRecord, request: CaaRequest): boolean {
  const [issuer = '', ...rest] = value.split(';').map(trim)
  // Compared as it stands: Boulder knows its own name in lower case only.
  if (!request.identities.includes(issuer)) return false
  const parameters = new Map<string, string>()
  for (const text of rest.length === 1 && rest[0] === '' ? [] : rest) {
    const [tag, parameter] = splitOnce(text)
    if (!TAG.test(tag) || parameter === null || !VALUE.test(parameter)) return false
    if (parameters.has(tag)) return false
    parameters.set(tag, parameter)
  }
  const [account, methods] = [parameters.get('accounturi'), parameters.get('validationmethods')]
  return (
    (account === undefined || account === request.accountUrl) &&
    (methods === undefined || methods.split(',').map(trim).includes(request.method))
  )
}

const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '')

function splitOnce(text: string): readonly [tag: string, value: string | null] {
  const at = text.indexOf('=')
  return at < 0 ? [text, null] : [trim(text.slice(0, at)), trim(text.slice(at + 1))]
}

// One CAA property that names a CA: `issuer; key=value; …` (RFC 8659 §4.2, RFC 8657), read as Boulder reads it (va/caa.go).

import type { Expected } from './facts.ts'

/** Why a record does not let us pass: it names another CA, or our CA under conditions that we do not meet. */
export type Verdict = 'permits' | 'another-ca' | 'spelling' | 'account' | 'method' | 'malformed'

export function judgeRecord(value: string, { ca, method }: Expected): Verdict {
  const [issuer = '', ...parts] = value.split(';').map((part) => part.trim())
  // Boulder compares its own name in lower case only.
  if (!ca.identities.includes(issuer)) {
    return ca.identities.includes(issuer.toLowerCase()) ? 'spelling' : 'another-ca'
  }
  const parameters = readParameters(parts.length === 1 && parts[0] === '' ? [] : parts)
  if (!parameters) return 'malformed'
  const account = parameters.get('accounturi')
  if (account !== undefined && account !== ca.account) return 'account'
  const methods = parameters.get('validationmethods')
  return methods === undefined || methods.split(',').includes(method) ? 'permits' : 'method'
}

/** Null where one cannot be read, or comes twice: then the record matches nothing. */
function readParameters(parts: readonly string[]): ReadonlyMap<string, string> | null {
  const read = new Map<string, string>()
  for (const part of parts) {
    const [, tag, value] = /^([a-z0-9]+)\s*=\s*([\x21-\x3a\x3c-\x7e]*)$/i.exec(part) ?? []
    if (tag === undefined || value === undefined || read.has(tag)) return null
    read.set(tag, value)
  }
  return read
}

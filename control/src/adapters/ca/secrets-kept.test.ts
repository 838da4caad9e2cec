import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAccountKey } from './account.ts'
import { createExchange } from './exchange.ts'
import { startStubCa, type Reply, type StubCa } from './stub-ca.ts'

let stub: StubCa
beforeEach(async () => {
  stub = await startStubCa()
})
afterEach(() => stub.close())

/** All that an error holds, its causes and hidden properties included. */
function allOf(error: unknown, seen = new Set<unknown>()): string {
  if (typeof error !== 'object' || error === null || seen.has(error)) return String(error)
  seen.add(error)
  return Object.getOwnPropertyNames(error)
    .map((name) => allOf(Reflect.get(error, name), seen))
    .join('\n')
}

const REPLIES: readonly (readonly [string, Reply])[] = [
  ['breaks the connection', { fault: 'cut' }],
  ['is silent', { fault: 'silent' }],
  ['never ends', { fault: 'endless' }],
  ['shows a proxy’s page', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['refuses', { status: 403, body: { type: 'urn:ietf:params:acme:error:unauthorized', detail: 'no' } }],
]

test.each(REPLIES)(
  'when a CA %s, the error holds nothing of the request or of a key (SEC-23)',
  async (_, reply) => {
    const hmacKey = Buffer.from('a secret between the CA and its customer').toString('base64url')
    const accountKey = await createAccountKey()
    const exchange = createExchange({
      directoryUrl: stub.directoryUrl,
      caPem: stub.caPem,
      accountKey,
      accountUrl: null,
      eab: { kid: 'customer-17', hmacKey },
      now: Date.now,
      timeoutMs: 300,
    })
    stub.script('/account', reply)
    const error: unknown = await exchange.postTo('newAccount', {}).then(
      () => 'it was not refused',
      (reason: unknown) => reason,
    )
    const held = allOf(error)
    expect(held).not.toContain('it was not refused')
    const sent = stub.askedFor('/account')[0]?.jws
    const [, line = ''] = accountKey.split('\n')
    for (const secret of [sent?.signature ?? '', hmacKey, line]) {
      expect(secret.length).toBeGreaterThan(20)
      expect(held).not.toContain(secret)
    }
  },
)

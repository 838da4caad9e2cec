import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function write(line: Parameters<ReturnType<typeof createLog>>[0]): {
  text: string
  read: Record<string, unknown>
} {
  let text = ''
  createLog({ write: (chunk) => void (text += chunk) })(line)
  // The cast: the log's lines are objects.
  return { text, read: JSON.parse(text) as Record<string, unknown> }
}

test('a line has its time, its level, and the ids of what it is about', () => {
  const order = 'https://ca.example/order/7'
  const { text, read } = write({ event: 'step', resource: 7, attempt: 'a1', order, step: 'wait' })
  expect(read).toEqual({
    level: 'info',
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    event: 'step',
    resource: 7,
    attempt: 'a1',
    order,
    step: 'wait',
  })
  expect(text.endsWith('\n')).toBe(true)
  expect(write({ event: 'pop-out', level: 'alarm' }).read).toMatchObject({ level: 'alarm', event: 'pop-out' })
  expect(write({ event: 'loop-failed', level: 'error' }).read).toMatchObject({ level: 'error' })
})

test('no key, token or key authorization is written, whoever put it there and however deep', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }))
  const { text, read } = write({
    event: 'request-failed',
    error: `cannot read ${pem}`,
    authorization: 'APIKey abcdef0123456789',
    body: { sslPrivateKey: 'short', list: [{ keyAuthorization: 'tok.en', account_key: jwk }], said: jwk },
    token: { id: 3, name: 'ci' },
  })
  expect(read).toMatchObject({
    error: '[hidden]',
    authorization: '[hidden]',
    body: {
      sslPrivateKey: '[hidden]',
      list: [{ keyAuthorization: '[hidden]', account_key: '[hidden]' }],
      said: '[hidden]',
    },
    // Which token it was is no secret.
    token: { id: 3, name: 'ci' },
  })
  for (const secret of [pem.split('\n')[1] ?? pem, 'abcdef0123456789', 'tok.en', 'short'])
    expect(text).not.toContain(secret)
})

test('what a stranger wrote stays one line, and a ring ends', () => {
  const ring: Record<string, unknown> = {}
  ring['self'] = ring
  const { text } = write({ event: 'request', path: '/a\n{"event":"forged"}', ring })
  expect(text.trimEnd().split('\n')).toHaveLength(1)
})

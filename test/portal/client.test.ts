import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CLIENT_FILE, renderClient } from './client.ts'

test('the portal’s typed client is that of the API as described (else: npm run client)', async () => {
  // Compared first: the difference of two long texts is of no use to anybody.
  expect(readFileSync(CLIENT_FILE, 'utf8') === (await renderClient())).toBe(true)
})

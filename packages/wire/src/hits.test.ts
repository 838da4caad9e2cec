import { expect, test } from 'vitest'
import { cleanAgent, hit, HITS, networkOf } from './hits.ts'

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:0DB8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['2001:db8:1::', '2001:db8:1::/48'],
  ['', 'unknown'],
  ['not an address', 'unknown'],
  ['1:2:3', 'unknown'],
  ['203.0.113.77, 198.51.100.1', 'unknown'],
  ['1:2:3:4:5:6:7:8:9', 'unknown'],
])('%s lies in %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
  expect(hit.shape.network.safeParse(network).success).toBe(true)
})

test('a user agent is one line of a bounded length, whatever was sent', () => {
  const hostile = `curl\u0000/8\u0007\r\n\u0085<script>\u202E\u00AD  ${'x'.repeat(9_000)}`
  const clean = cleanAgent(hostile)
  expect(clean).toMatch(/^curl \/8 <script> x+$/)
  expect(clean.length).toBeLessThanOrEqual(HITS.longestAgent)
  expect(cleanAgent('')).toBe('')
})

test.each([
  { tokenHash: 'x' },
  { network: '203.0.113.77' },
  { network: '<script>' },
  { result: 'perfect' },
  { milliseconds: -1 },
  { at: 0 },
  { agent: 'x'.repeat(2_001) },
])('a hit with %j is none', (change) => {
  const good = {
    tokenHash: 'a'.repeat(64),
    at: 1,
    network: '203.0.113.0/24',
    agent: 'curl',
    result: 'answered',
    milliseconds: 3,
  }
  expect(hit.safeParse(good).success).toBe(true)
  expect(hit.safeParse({ ...good, ...change }).success).toBe(false)
})

import { describe, expect, test } from 'vitest'
import { isLoopback, isPublicAddress, readAllowance } from './address.ts'

test.each(['1.1.1.1', '198.51.99.1', '2606:4700::1', '2a00:1450::1'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  ['0.0.0.0', 'this network'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'a carrier’s'],
  ['127.0.0.1', 'loopback'],
  ['169.254.169.254', 'a cloud’s metadata'],
  ['192.0.2.1', 'documentation'],
  ['198.18.0.1', 'benchmarks'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::7f00:1', 'an IPv4 address the old way'],
  ['::ffff:10.0.0.1', 'mapped'],
  ['::ffff:7f00:1', 'mapped, in hexadecimal'],
  ['64:ff9b::a00:1', 'translated'],
  ['2002:7f00:1::', '6to4'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['fc00::1', 'unique local'],
  ['fd00::1', 'unique local'],
  ['fe80::1', 'link-local'],
  ['fe80::1%lo', 'link-local with a zone'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['4000::1', 'not given out'],
  ['2130706433', 'a number'],
  ['0x7f.1', 'hexadecimal'],
  ['127.1', 'short'],
  ['localhost', 'a name'],
  ['', 'nothing'],
])('%s is not: %s (SEC-29)', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test('loopback is told from other reserved addresses', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
  expect(['10.0.0.1', '0.0.0.0', '::', 'localhost', '1.1.1.1'].some(isLoopback)).toBe(false)
})

describe('an allowance', () => {
  test('is a range or one address and port, and nothing else passes', () => {
    const allowed = readAllowance(['10.1.0.0/16', 'fd00::/8', '127.0.0.1:8080'])
    expect([
      allowed('10.1.2.3', 80),
      allowed('::ffff:10.1.2.3', 443),
      allowed('fd12::1', 80),
      allowed('127.0.0.1', 8080),
    ]).toEqual([true, true, true, true])
    expect([
      allowed('10.2.0.1', 80),
      allowed('127.0.0.1', 80),
      allowed('127.0.0.2', 8080),
      allowed('fe80::1', 80),
      allowed('localhost', 8080),
    ]).toEqual([false, false, false, false, false])
    expect(readAllowance([])('10.1.2.3', 80)).toBe(false)
  })

  test.each(['10.0.0.0', '10.0.0.0/33', 'localhost:80', 'everything', '10.0.0.1:http'])(
    'of %s is refused by name',
    (part) => {
      expect(() => readAllowance(['10.0.0.0/8', part])).toThrow(part)
    },
  )
})

// P24: `redirect_http_to_https` waits until the edge in question serves a certificate for that name. An edge whose TLS is
// terminated in front of it cannot look by itself: its configuration says so, once it was seen.

import { afterEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { POPS } from '../system/memory-system.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
afterEach(() => site.system.close())

/** What each PoP was told of this: was a certificate for the name seen there? */
const told = (host = HOST): readonly boolean[] =>
  POPS.map((pop) => {
    const held = site.system.edge.held(pop, host, 'config')
    if (!held || !('payload' in held)) throw new Error(`${pop} has no configuration of ${host}`)
    return JSON.parse(held.payload).config.tlsSeen === true
  })
const reach = (state: string) =>
  site.system.pass(30 * MINUTE, async () => (await site.diagnosis()).state === state)

test('an edge is told to redirect once its certificate was seen there, and no more when HTTPS goes off', async () => {
  site = await startSite({ terminating: POPS })
  let blind = true
  site.system.setPlan((port, call) => (blind && port === 'edge' && call === 'observe' ? 'failed' : null))
  await reach('deploying')
  await site.pass(MINUTE)
  expect(told(), 'it holds the certificate, and nobody has seen it').toEqual([false, false])
  blind = false
  await reach('active')
  await site.pass(MINUTE)
  expect(told()).toEqual([true, true])
  const second = 'second.customer.example'
  await site.patch({ secondaryHostnames: [second] })
  await site.pass(MINUTE)
  expect([told(), told(second)], 'a name that the certificate does not cover').toEqual([
    [true, true],
    [false, false],
  ])
  await site.patch({ sslEnabled: false })
  await site.pass(MINUTE)
  expect(told()).toEqual([false, false])
})

test('an edge without TLS is never told to redirect', async () => {
  site = await startSite({ terminating: ['near'] })
  await reach('active')
  await site.pass(MINUTE)
  expect(told()).toEqual(POPS.map((pop) => pop === 'near'))
})

test('nobody is led to HTTPS before the certificate is there, nor once it is gone', async () => {
  site = await startSite({ terminating: POPS })
  const pushed: string[] = []
  const { push } = site.system.edge
  site.system.edge.push = async (pop, document) => {
    if (pop.name === 'far') pushed.push(`${document.kind} ${document.document ? 'given' : 'taken'}`)
    return push(pop, document)
  }
  await reach('active')
  site.system.edge.setReachable('far', false)
  await site.pass(20 * MINUTE)
  // One that comes back into service is given everything anew.
  pushed.length = 0
  site.system.edge.setReachable('far', true)
  await site.pass(5 * MINUTE)
  expect(pushed).toEqual(expect.arrayContaining(['certificate given', 'config given']))
  expect(pushed.indexOf('certificate given')).toBeLessThan(pushed.indexOf('config given'))
  pushed.length = 0
  await site.patch({ sslEnabled: false })
  await site.pass(MINUTE)
  expect(pushed).toEqual(['config given', 'certificate taken'])
})

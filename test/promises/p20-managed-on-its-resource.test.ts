// P20: a managed certificate is shown on its resource; the list of own certificates can leave it out.

import { expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { createAutomated, createResource, HOST } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()

test('the API lists both kinds and tells them apart; the resource says which kind it has', async () => {
  const { chain, key } = await certificateFor('own.customer.example')
  const own = await api.caller.call('POST', '/cdn/sslData', {
    name: 'own',
    sslCertificate: chain,
    sslPrivateKey: key,
  })
  const managed = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: managed })
  await api.system.pass(60_000)
  const kinds = (await api.caller.call('GET', '/cdn/sslData')).body.map(
    ({ id: which, automated }: { id: number; automated: boolean }) => [which, automated],
  )
  expect(kinds).toEqual([
    [own.body.id, false],
    [managed, true],
  ])
  // What the page of own certificates asks for.
  const page = (await api.caller.call('GET', '/cdn/sslData?automated=false')).body
  expect(page.map(({ name }: { name: string }) => name)).toEqual(['own'])
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body).toMatchObject({
    sslData: managed,
    ssl_automated: true,
  })
  expect((await api.caller.call('GET', `/cdn/sslData/${managed}`)).body.cert_subject_alt).toBe(HOST)
})

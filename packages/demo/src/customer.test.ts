import { expect, test } from 'vitest'
import { ApiFault, settleCustomer, type Call } from './customer.ts'
import { readPorts } from './settings.ts'

const IN_USE = '{"errors":{"cname":["www.customer.example is in use by another resource."]}}'

/** An API without a site, where making one is refused with these answers first. */
function createApi(refusals: readonly (readonly [status: number, text: string])[]) {
  const left = [...refusals]
  const made: string[] = []
  const call: Call = async (method, path) => {
    if (method === 'GET') return []
    const refusal = path === '/cdn/resources' ? left.shift() : undefined
    if (refusal) throw new ApiFault(`${method} ${path}`, ...refusal)
    made.push(`${method} ${path}`)
    return { id: 7, sslData: null }
  }
  return { call, made }
}

test('a start waits for the deletion that an earlier one left under way, and says so once', async () => {
  const { call, made } = createApi([
    [400, IN_USE],
    [400, IN_USE],
  ])
  const heard: string[] = []
  const settled = await settleCustomer(call, readPorts({}), (text) => heard.push(text))
  expect(settled).toEqual({ resource: 7, certificate: 7, isNew: true })
  expect(heard).toEqual([expect.stringContaining('is still being deleted')])
  expect(made.filter((each) => each === 'POST /cdn/resources')).toHaveLength(1)
})

test('any other refusal ends the start with the API’s words', async () => {
  const { call } = createApi([[400, '{"errors":{"cname":["No."]}}']])
  await expect(settleCustomer(call, readPorts({}), () => undefined)).rejects.toThrow(
    'POST /cdn/resources answered 400',
  )
})

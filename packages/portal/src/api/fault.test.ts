import { expect, test } from 'vitest'
import { Fault } from './fault.ts'

test('a refusal is told with its reason: which token would do, or what became of this one', () => {
  const body = {
    message: 'You do not have permission.',
    reason: 'This call wants a token of the role write.',
  }
  expect(new Fault(403, body).sentences).toEqual([body.message, body.reason])
  expect(new Fault(401, { message: 'Token is invalid', reason: null }).message).toBe('Token is invalid')
})

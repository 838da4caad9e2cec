// No client is broken without a decision.

import { expect, test } from 'vitest'
import { findBreaks } from './compare.ts'
import type { Json } from './json.ts'
import { describeNow, findUndecided } from './snapshot.ts'

test('whatever clients were written for still holds (docs/openapi.json), unless docs/api-breaks.md says why not', async () => {
  expect(findUndecided(await describeNow())).toEqual([])
})

/** A small API, whose parts are changed below. */
const api = (change: (parts: Parts) => void = () => undefined): Json => {
  const parts: Parts = {
    query: { type: 'string', enum: ['a', 'b'] },
    body: {
      type: 'object',
      properties: { name: { type: 'string', maxLength: 9 }, age: { type: 'number' } },
      required: ['name'],
    },
    answer: {
      type: 'object',
      properties: {
        id: { type: 'integer' },
        state: { enum: ['on'] },
        next: { anyOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'null' }] },
      },
      required: ['id', 'state', 'next'],
    },
    parameters: [],
    status: '200',
    path: '/things',
    id: 'makeThing',
  }
  change(parts)
  const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })
  return {
    paths: {
      [parts.path]: {
        post: {
          operationId: parts.id,
          parameters: [{ in: 'query', name: 'kind', schema: parts.query }, ...parts.parameters],
          requestBody: { ...json(parts.body), required: true },
          responses: { [parts.status]: json({ $ref: '#/components/schemas/Thing' }), 400: json({}) },
        },
      },
    },
    components: { schemas: { Thing: parts.answer } },
  }
}
type Shape = Record<string, any> // oxlint-disable-line typescript/no-explicit-any -- a schema is changed member by member
type Parts = {
  query: Shape
  body: Shape
  answer: Shape
  parameters: unknown[]
  status: string
  path: string
  id: string
}

test.each<[string, (parts: Parts) => void, string]>([
  ['a call', (to) => (to.path = '/other'), 'is gone'],
  ['an id', (to) => (to.id = 'createThing'), 'its operationId is createThing now'],
  ['a status', (to) => (to.status = '201'), 'the answer 200 is gone'],
  ['a member of an answer', (to) => delete to.answer['properties'].state, 'the answer 200.state is gone'],
  ['a promise of a member', (to) => to.answer['required'].shift(), 'the answer 200.id may be missing'],
  [
    'an answer’s type',
    (to) => (to.answer['properties'].id.type = 'string'),
    'the answer 200.id may be string now',
  ],
  [
    'what is never null',
    (to) => (to.answer['properties'].id.type = ['integer', 'null']),
    'the answer 200.id may be null now',
  ],
  ['a member of a body', (to) => delete to.body['properties'].age, 'the body.age is gone'],
  ['what may be left out', (to) => to.body['required'].push('age'), 'the body.age is demanded'],
  [
    'a body’s type',
    (to) => (to.body['properties'].age.type = 'string'),
    'the body.age may be number no more',
  ],
  [
    'a body’s bound',
    (to) => (to.body['properties'].name.maxLength = 8),
    'the body.name has another maxLength: 8',
  ],
  ['a word of a query', (to) => to.query['enum'].pop(), 'parameter query kind takes b no more'],
  [
    'a query',
    (to) => to.parameters.push({ in: 'query', name: 'x', required: true, schema: {} }),
    'the parameter query x is demanded',
  ],
])('%s that is taken away is a break', (_, change, told) => {
  expect(findBreaks(api(), api(change))).toContainEqual(expect.stringContaining(told))
})

test.each<[string, (parts: Parts) => void]>([
  ['nothing', () => undefined],
  ['a member of an answer', (to) => (to.answer['properties'].fresh = { type: 'string' })],
  ['a word of an answer', (to) => to.answer['properties'].state.enum.push('off')],
  ['a member of a body that may be left out', (to) => (to.body['properties'].fresh = { type: 'string' })],
  ['a body’s bound that is wider', (to) => (to.body['properties'].name.maxLength = 10)],
  ['a word of a query', (to) => to.query['enum'].push('c')],
  ['a query', (to) => to.parameters.push({ in: 'query', name: 'x', schema: {} })],
  ['a member that need not be given any more', (to) => to.body['required'].pop()],
])('%s that comes new is none', (_, change) => expect(findBreaks(api(), api(change))).toEqual([]))

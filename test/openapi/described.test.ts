// Whoever reads `/openapi.json`, a person in /docs or a generator of clients, finds every call whole.

import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, expect, test } from 'vitest'
import { createExampleJudge } from '../system/description.ts'
import { isObject, type Json } from './json.ts'
import { describeNow } from './snapshot.ts'

type Call = { readonly name: string; readonly operation: Json }
let document: Json
let calls: readonly Call[]
beforeAll(async () => {
  document = await describeNow()
  calls = Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation: isObject(operation) ? operation : {},
    })),
  )
  expect(calls.length).toBeGreaterThan(100)
})

test('the document is one of OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('every call says what it does, at more length what comes of it, and where it belongs', () => {
  const tags = Array.isArray(document['tags']) ? document['tags'].map((tag) => tag.name) : []
  const lacking = calls.flatMap(({ name, operation }) => {
    const [summary, description] = [textAt(operation, 'summary'), textAt(operation, 'description')]
    const own: unknown = operation['tags']
    return [
      summary.length > 5 ? null : 'summary',
      description.length > 20 && description !== summary ? null : 'description',
      Array.isArray(own) && own.length > 0 && own.every((tag) => tags.includes(tag)) ? null : 'tags',
      Object.values(objectAt(operation, 'responses')).every((each) => textAt(each, 'description') !== '')
        ? null
        : 'description of an answer',
    ].flatMap((what) => (what === null ? [] : [`${name}: ${what}`]))
  })
  expect(lacking).toEqual([])
})

test('every call has an id of its own, such as a generator names a function by', () => {
  const ids = calls.map(({ operation }) => textAt(operation, 'operationId'))
  for (const id of ids) expect(id).toMatch(/^[a-z]+(?:[A-Z][a-z0-9]*)*$/)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every request and every answer has an example, refusals too', () => {
  const lacking = calls.flatMap(({ name, operation }) =>
    mediaOf(operation).flatMap(([where, media]) => (valuesOf(media).length > 0 ? [] : [`${name}: ${where}`])),
  )
  expect(lacking).toEqual([])
  const refusals = calls.filter(({ name }) => !name.includes('/guide'))
  for (const { name, operation } of refusals) {
    expect([name, ...Object.keys(objectAt(operation, 'responses'))]).toEqual(
      expect.arrayContaining(['400', '401', '403', '404', '429', '500']),
    )
  }
  const parameters = calls.flatMap(({ name, operation }) =>
    parametersOf(operation)
      .filter(({ required }) => required === true)
      .flatMap((each) => (each['example'] === undefined ? [`${name}: ${textAt(each, 'name')}`] : [])),
  )
  expect(parameters).toEqual([])
})

test('every example is of its own schema, with no member more, and with no blank', () => {
  const judge = createExampleJudge(document)
  const faults = calls.flatMap(({ name, operation }) => [
    ...mediaOf(operation)
      .filter(([, media]) => isObject(media['schema']))
      .flatMap(([where, media]) =>
        valuesOf(media).map((value) => [`${name}: ${where}`, media['schema'], value] as const),
      ),
    ...parametersOf(operation)
      .filter(({ example }) => example !== undefined)
      .map((each) => [`${name}: ${textAt(each, 'name')}`, each['schema'], each['example']] as const),
  ])
  const told = faults.flatMap(([where, schema, value]) => {
    const fault = judge(schema, value) ?? (JSON.stringify(value).includes('"…"') ? 'has a blank' : null)
    return fault === null ? [] : [`${where}: ${fault}`]
  })
  expect(told).toEqual([])
})

/** The bodies of a call: what is asked and each answer. */
function mediaOf(operation: Json): readonly (readonly [where: string, media: Json])[] {
  const asked = Object.values(objectAt(objectAt(operation, 'requestBody'), 'content'))
  const answers = Object.entries(objectAt(operation, 'responses')).flatMap(([status, answer]) =>
    Object.values(objectAt(answer, 'content')).map((media) => [status, media] as const),
  )
  return [...asked.map((media) => ['request', media] as const), ...answers].flatMap(([where, media]) =>
    isObject(media) ? [[where, media] as const] : [],
  )
}

function valuesOf(media: Json): readonly unknown[] {
  if (media['example'] !== undefined) return [media['example']]
  return Object.values(objectAt(media, 'examples')).map((each) =>
    isObject(each) ? each['value'] : undefined,
  )
}

function parametersOf(operation: Json): readonly Json[] {
  const given: unknown = operation['parameters']
  return Array.isArray(given) ? given.filter(isObject) : []
}
function objectAt(value: unknown, key: string): Json {
  const found = isObject(value) ? value[key] : undefined
  return isObject(found) ? found : {}
}
function textAt(value: unknown, key: string): string {
  const found = isObject(value) ? value[key] : undefined
  return typeof found === 'string' ? found : ''
}

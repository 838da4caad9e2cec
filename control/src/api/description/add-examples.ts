// Puts the examples into the calls of `/openapi.json`.

import { examplesOf, isObject, refusalsOf, type Schemas } from './examples.ts'

type Media = { schema?: unknown; example?: unknown; examples?: unknown }
type Content = Record<string, Media>
type Parameter = { name: string; in: string; required?: boolean; schema?: unknown; example?: unknown }
export type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}

const JSON_TYPE = 'application/json'
/** What is no JSON. */
const TEXTS: Readonly<Record<string, string>> = {
  'text/html': '<!doctype html>\n<html lang="en">…</html>\n',
  'text/event-stream':
    ': from 1233\n\nid: 1234\ndata: {"id":1234,"at":"2026-01-01T10:00:00.000000Z","resource":42,"event":"live","from":"deploying","to":"active","detail":{}}\n\n',
}
/** Of the parameter `id`, by the word of the path before it. */
const IDS: Readonly<Record<string, number>> = { resources: 42, sslData: 17, origin_groups: 5, clients: 7 }
const WORDS: Readonly<Record<string, unknown>> = {
  token_id: 3,
  rule_id: 9,
  delivery_id: 61,
  rehearsal_id: '3b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
  notice_id: '0d5c7a2e-6c1f-4a43-9b0e-6c3d1f3f8a10.0',
  webhook_id: '7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11',
  code: 'cname-missing',
}

/** Examples of parameters that must be given, of the body, and of every answer. */
export function addExamples(operation: Operation, path: string, schemas: Schemas): void {
  const words = path.split('/').filter((word) => word !== '' && !word.startsWith('{'))
  const call = words.at(-1) ?? ''
  for (const parameter of operation.parameters ?? []) {
    if (parameter.required) parameter.example = exampleFor(parameter, path)
  }
  const asked = operation.requestBody?.content[JSON_TYPE]
  if (asked && isObject(asked.schema)) Object.assign(asked, examplesOf(asked.schema, schemas, call))
  const pages = (operation.parameters ?? []).some(({ name }) => name === 'limit')
  const field = pages ? 'limit' : fieldOf(asked?.schema, schemas)
  for (const [status, { content = {} }] of Object.entries(operation.responses)) {
    for (const [type, media] of Object.entries(content)) {
      if (type !== JSON_TYPE) media.example = TEXTS[type]
      else if (!isObject(media.schema)) continue
      else if (status.startsWith('2')) Object.assign(media, answerOf(media.schema, schemas, call))
      else Object.assign(media, refusalsOf(media.schema, status, field, schemas))
    }
  }
}

/** What a call is sent is another thing than what it answers, though both may have no name. */
const answerOf = (schema: Readonly<Record<string, unknown>>, schemas: Schemas, call: string) =>
  examplesOf(schema, schemas, `answer of ${call}`)

function exampleFor({ name, in: place }: Parameter, path: string): unknown {
  if (name === 'id') return IDS[path.split('/').findLast((_, at, all) => all[at + 1] === '{id}') ?? '']
  if (name === 'name') return place === 'path' ? 'ams-1' : 'www.example.com'
  return WORDS[name]
}

/** A member that the body must have, or may. */
function fieldOf(schema: unknown, schemas: Schemas): string | null {
  if (!isObject(schema)) return null
  const reference = schema['$ref']
  if (typeof reference === 'string') return fieldOf(schemas[reference.split('/').at(-1) ?? ''], schemas)
  const [first] = Array.isArray(schema['required']) ? schema['required'] : []
  if (typeof first === 'string') return first
  if (Array.isArray(schema['allOf']))
    return schema['allOf'].map((each) => fieldOf(each, schemas)).find(Boolean) ?? null
  return null
}

// An example of every request and answer, made by the schemas from the values beside this file.

import { BODIES, REFUSALS } from './example-bodies.ts'
import { VALUES } from './example-values.ts'

type Json = Readonly<Record<string, unknown>>
export type Schemas = Readonly<Record<string, unknown>>
/** Where in a document an example stands: the schema that has a name, the member around it, and the member itself. */
type Place = { readonly named: string; readonly within: string; readonly member: string | null }

const INSTANT = '2026-01-01T10:00:00.000000Z'
const REFERENCE = '#/components/schemas/'
/** What no value is known for; a test finds it. */
export const UNKNOWN = '…'

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const nameOf = (schema: Json): string | null =>
  typeof schema['$ref'] === 'string' ? schema['$ref'].slice(REFERENCE.length) : null

/** An example for `schema`; `call` is the last word of the call's path. */
export const exampleOf = (schema: unknown, schemas: Schemas, call: string): unknown =>
  make(schema, { named: call, within: '', member: null }, schemas)

function make(schema: unknown, place: Place, schemas: Schemas): unknown {
  if (!isObject(schema)) return UNKNOWN
  const { named, within, member } = place
  if (member !== null) {
    const key = [`${named}.${member}`, `${within}.${member}`, member].find(
      (each) => Object.hasOwn(VALUES, each) && fits(VALUES[each], schema),
    )
    if (key !== undefined) return VALUES[key]
  }
  const name = nameOf(schema)
  if (name !== null) {
    return Object.hasOwn(BODIES, name)
      ? BODIES[name]
      : make(schemas[name], { named: name, within: member ?? within, member: null }, schemas)
  }
  if ('const' in schema) return schema['const']
  if ('example' in schema) return schema['example']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  if (Array.isArray(schema['allOf']))
    return Object.assign({}, ...schema['allOf'].map((each) => make(each, place, schemas)))
  const [first] = alternativesOf(schema)
  if (first !== undefined) return make(first, place, schemas)
  return makeOfType(schema, place, schemas)
}

function makeOfType(schema: Json, place: Place, schemas: Schemas): unknown {
  const types = [schema['type']].flat()
  if (types.includes('object')) {
    const within = place.member ?? place.within
    const members = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
    return Object.fromEntries(
      members.map(([member, inner]) => [
        member,
        make(inner, { named: place.named, within, member }, schemas),
      ]),
    )
  }
  if (types.includes('array')) {
    const inner = { named: place.named, within: place.member ?? place.within, member: null }
    return [make(schema['items'], inner, schemas)]
  }
  if (types.includes('null')) return null
  if (types.includes('boolean')) return false
  if (types.includes('integer') || types.includes('number')) return schema['minimum'] ?? 1
  return schema['format'] === 'date-time' ? INSTANT : UNKNOWN
}

/** Is `value` of the type that `schema` says, as far as that says one? */
function fits(value: unknown, schema: unknown): boolean {
  if (!isObject(schema)) return true
  if ('$ref' in schema) return isObject(value)
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value)
  const types = [schema['type']].flat()
  if (types[0] === undefined) return true
  if (value === null) return types.includes('null')
  if (Array.isArray(value))
    return types.includes('array') && value.every((each) => fits(each, schema['items']))
  if (typeof value === 'number') return types.includes('integer') || types.includes('number')
  return types.includes(typeof value)
}

/** What it may be one of, null left out. */
export function alternativesOf(schema: Json): readonly Json[] {
  const given = schema['anyOf'] ?? schema['oneOf']
  return Array.isArray(given) ? given.filter(isObject).filter(({ type }) => type !== 'null') : []
}

type Examples = { readonly example: unknown } | { readonly examples: Json }

/** The examples of a success: of a list, one as a whole and one as a page. */
export function examplesOf(schema: Json, schemas: Schemas, call: string): Examples {
  const own = Object.hasOwn(BODIES, call) && nameOf(schema) === null ? BODIES[call] : undefined
  const [whole, page] = alternativesOf(schema)
  if (whole?.['type'] !== 'array' || page === undefined)
    return { example: own ?? exampleOf(schema, schemas, call) }
  return {
    examples: {
      all: { summary: 'Without `limit`', value: exampleOf(whole, schemas, call) },
      page: { summary: 'With `limit`', value: exampleOf(page, schemas, call) },
    },
  }
}

const KINDS: Readonly<Record<string, string>> = {
  FieldFault: 'A field is at fault',
  ObjectFault: 'The object as it stands does not allow it',
  Message: 'The call is at fault',
}

const WISHES: Readonly<Record<string, string>> = {
  limit: 'Give a number from 1 on.',
  cname: 'This field is required: give a string.',
}

/** The examples of a refusal; `field` is one that the call takes. */
export function refusalsOf(schema: Json, status: string, field: string | null, schemas: Schemas): Examples {
  const told = REFUSALS[status] ?? {}
  const exampleFor = (name: string): unknown =>
    status === '400' && name === 'FieldFault' && field !== null
      ? { errors: { [field]: [WISHES[field] ?? 'This field is required: give a value.'] } }
      : (told[name] ?? exampleOf(schemas[name], schemas, ''))
  const names = alternativesOf(schema).flatMap((each) => nameOf(each) ?? [])
  if (names.length === 0) {
    const name = nameOf(schema)
    return { example: name === null ? exampleOf(schema, schemas, status) : exampleFor(name) }
  }
  const all = names.map((name) => [name, { summary: KINDS[name] ?? name, value: exampleFor(name) }] as const)
  return { examples: Object.fromEntries(all) }
}

// What of a description would break a client that was written for an earlier one.
//
// Whatever a call took it must take, and whatever it answers must have been possible before: schemas are compared as sets. A
// client is expected to bear new members and new words (of an enum) in answers, and new calls.

import { isObject, type Json } from './json.ts'

type Side = 'request' | 'response'
/** Where a schema stands, and what each document has for a reference. */
type Place = {
  readonly side: Side
  readonly before: Json
  readonly now: Json
  readonly seen: ReadonlySet<string>
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch']

/** Every break, as a sentence that begins with the call; empty: there is none. */
export function findBreaks(before: Json, now: Json): readonly string[] {
  return Object.entries(objectAt(before, 'paths')).flatMap(([path, old]) =>
    METHODS.filter((method) => isObject(old) && isObject(old[method])).flatMap((method) => {
      const call = `${method.toUpperCase()} ${path}`
      const operation = objectAt(objectAt(objectAt(now, 'paths'), path), method)
      if (Object.keys(operation).length === 0) return [`${call} is gone`]
      const breaks = compareCall(objectAt(old, method), operation, before, now)
      return [...new Set(breaks)].map((each) => `${call}: ${each}`)
    }),
  )
}

function compareCall(old: Json, fresh: Json, before: Json, now: Json): readonly string[] {
  const seen: ReadonlySet<string> = new Set()
  const request: Place = { side: 'request', before, now, seen }
  const response: Place = { side: 'response', before, now, seen }
  const had = parametersOf(old)
  const has = parametersOf(fresh)
  const parameters = [...had].flatMap(([name, parameter]) => {
    const later = has.get(name)
    return later
      ? fits(objectAt(parameter, 'schema'), objectAt(later, 'schema'), `parameter ${name}`, request)
      : [`the parameter ${name} is gone`]
  })
  const demanded = [...has]
    .filter(([name, { required }]) => required === true && had.get(name)?.['required'] !== true)
    .map(([name]) => `the parameter ${name} is demanded`)
  const body = objectAt(fresh, 'requestBody')
  const wasDemanded = objectAt(old, 'requestBody')['required'] === true
  const [id, laterId] = [old['operationId'], fresh['operationId']]
  return [
    // Generated clients name their functions by it.
    ...(typeof id === 'string' && laterId !== id ? [`its operationId is ${String(laterId)} now`] : []),
    ...parameters,
    ...demanded,
    ...(body['required'] === true && !wasDemanded ? ['a body is demanded'] : []),
    ...compareContent(objectAt(old, 'requestBody'), body, 'the body', request),
    ...Object.entries(objectAt(old, 'responses'))
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([status, answer]) => {
        const later = objectAt(fresh, 'responses')[status]
        return isObject(later)
          ? compareContent(answer, later, `the answer ${status}`, response)
          : [`the answer ${status} is gone`]
      }),
  ]
}

function compareContent(old: unknown, fresh: unknown, where: string, place: Place): readonly string[] {
  return Object.entries(objectAt(old, 'content')).flatMap(([type, media]) => {
    const later = objectAt(fresh, 'content')[type]
    if (!isObject(later)) return [`${where} is no ${type} any more`]
    const [one, other] = [objectAt(media, 'schema'), objectAt(later, 'schema')]
    return place.side === 'request' ? fits(one, other, where, place) : fits(other, one, where, place)
  })
}

/** Why `narrow` is no part of `wide`; empty: it is one. */
function fits(narrow: Json, wide: Json, where: string, place: Place): readonly string[] {
  const [ofNarrow, ofWide] = place.side === 'request' ? [place.before, place.now] : [place.now, place.before]
  const pair = `${String(narrow['$ref'])} ${String(wide['$ref'])}`
  if ('$ref' in narrow || '$ref' in wide) {
    // One that refers to itself was compared on the way here.
    if (place.seen.has(pair)) return []
    const inside = { ...place, seen: new Set([...place.seen, pair]) }
    return fits(resolve(narrow, ofNarrow), resolve(wide, ofWide), where, inside)
  }
  const branches = branchesOf(narrow)
  if (branches) return branches.flatMap((branch) => fits(branch, wide, where, place))
  const choices = branchesOf(wide)
  if (choices) {
    const tried = choices.map((choice) => fits(narrow, choice, where, place))
    return tried.toSorted((one, other) => one.length - other.length)[0] ?? []
  }
  const types = typesOf(wide)
  const stray = types && [...(typesOf(narrow) ?? ['anything'])].find((type) => !types.has(type))
  if (stray)
    return [place.side === 'request' ? `${where} may be ${stray} no more` : `${where} may be ${stray} now`]
  return [
    ...compareWords(narrow, wide, where, place),
    ...compareBounds(narrow, wide, where),
    ...compareMembers(narrow, wide, where, place),
    ...(isObject(narrow['items']) && isObject(wide['items'])
      ? fits(narrow['items'], wide['items'], `${where}[]`, place)
      : []),
  ]
}

/** Fewer words to say in a request; answers may have new ones. */
function compareWords(narrow: Json, wide: Json, where: string, { side }: Place): readonly string[] {
  const allowed = wordsOf(wide)
  if (side === 'response' || !allowed) return []
  const said = wordsOf(narrow)
  if (!said) return [`${where} takes only ${allowed.join(', ')}`]
  return said.filter((word) => !allowed.includes(word)).map((word) => `${where} takes ${word} no more`)
}

function compareBounds(narrow: Json, wide: Json, where: string): readonly string[] {
  const outside = (name: string, sign: 1 | -1): boolean => {
    const bound = wide[name]
    const had = narrow[name]
    return typeof bound === 'number' && (typeof had !== 'number' || sign * had > sign * bound)
  }
  const upper = ['maximum', 'maxLength', 'maxItems'].filter((name) => outside(name, 1))
  const lower = ['minimum', 'minLength', 'minItems'].filter((name) => outside(name, -1))
  const words = ['pattern', 'format'].filter((name) => name in wide && wide[name] !== narrow[name])
  return [...upper, ...lower, ...words].map((name) => `${where} has another ${name}: ${String(wide[name])}`)
}

function compareMembers(narrow: Json, wide: Json, where: string, place: Place): readonly string[] {
  const [parts, wholes] = [objectAt(narrow, 'properties'), objectAt(wide, 'properties')]
  const [old, fresh] = place.side === 'request' ? [parts, wholes] : [wholes, parts]
  const required = listAt(narrow, 'required')
  const name = (member: string): string => `${where}.${member}`
  return [
    ...Object.keys(old)
      .filter((member) => !(member in fresh))
      .map((member) => `${name(member)} is gone`),
    ...listAt(wide, 'required')
      .filter((member) => !required.includes(member) && member in fresh)
      .map((member) =>
        place.side === 'request' ? `${name(member)} is demanded` : `${name(member)} may be missing`,
      ),
    ...Object.keys(parts)
      .filter((member) => member in wholes)
      .flatMap((member) => fits(objectAt(parts, member), objectAt(wholes, member), name(member), place)),
  ]
}

function parametersOf(operation: Json): ReadonlyMap<string, Json> {
  const given: unknown = operation['parameters']
  const parameters: readonly unknown[] = Array.isArray(given) ? given : []
  return new Map(
    parameters.filter(isObject).map((each) => [`${String(each['in'])} ${String(each['name'])}`, each]),
  )
}

function resolve(schema: Json, document: Json): Json {
  const { $ref } = schema
  if (typeof $ref !== 'string') return schema
  const name = $ref.replace('#/components/schemas/', '')
  return objectAt(objectAt(objectAt(document, 'components'), 'schemas'), name)
}

function branchesOf(schema: Json): readonly Json[] | null {
  const branches: unknown = schema['anyOf'] ?? schema['oneOf']
  return Array.isArray(branches) ? branches.filter(isObject) : null
}

/** Null: anything. A number may be an integer. */
function typesOf(schema: Json): ReadonlySet<string> | null {
  const given: unknown = schema['type']
  const types = Array.isArray(given) ? given.map(String) : typeof given === 'string' ? [given] : null
  if (!types) return null
  return new Set(types.includes('number') ? [...types, 'integer'] : types)
}

const wordsOf = (schema: Json): readonly string[] | null =>
  'const' in schema
    ? [String(schema['const'])]
    : Array.isArray(schema['enum'])
      ? schema['enum'].map(String)
      : null

function objectAt(value: unknown, key: string): Json {
  const found = isObject(value) ? value[key] : undefined
  return isObject(found) ? found : {}
}
function listAt(value: Json, key: string): readonly string[] {
  const found: unknown = value[key]
  return Array.isArray(found) ? found.map(String) : []
}

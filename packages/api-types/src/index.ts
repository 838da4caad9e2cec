// TypeScript of an OpenAPI description. A package of its own, since openapi-typescript needs the API of TypeScript 5.

import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

const HEAD = '// Printed from /openapi.json by `npm run client`; a test holds it to that. Do not edit.\n\n'

type Responses = Readonly<Record<string, unknown>>
type Operation = { readonly responses: Responses }
type Path = Readonly<Record<string, Operation>>

/** Every call refuses in one of the same few shapes; whoever reads one has to look anyway. */
const REFUSED = { description: 'Refused.', content: { 'application/json': { schema: {} } } }

export type Document = {
  readonly paths: Readonly<Record<string, Path>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

/** The types of those calls of `document`, an OpenAPI 3.1 description, whose path is `used`: what each takes, and what it gives
 *  when it goes well. A change of what nobody uses changes nothing here. */
export async function renderTypes(document: Document, used: (path: string) => boolean): Promise<string> {
  const chosen = Object.fromEntries(Object.entries(document.paths).filter(([path]) => used(path)))
  const paths = mapValues(chosen, (path) =>
    mapValues(path, ({ responses, ...operation }) => ({ ...operation, responses: wanted(responses) })),
  )
  const schemas = reachable(JSON.stringify(paths), document.components.schemas)
  // The cast: it is checked by what reads it.
  const slim = { ...document, paths, components: { schemas } } as unknown as OpenAPI3
  return HEAD + astToString(await openapiTS(slim, { alphabetize: true, emptyObjectsUnknown: true }))
}

const wanted = (responses: Responses): Responses => ({
  ...Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith('2'))),
  default: REFUSED,
})

/** The schemas that a text refers to, and those that these refer to. */
function reachable(
  text: string,
  schemas: Document['components']['schemas'],
  known: Record<string, unknown> = {},
): Record<string, unknown> {
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (name in known) continue
    known[name] = schemas[name]
    reachable(JSON.stringify(schemas[name]), schemas, known)
  }
  return known
}

const mapValues = <In, Out>(
  record: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))

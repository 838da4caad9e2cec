// Every answer a suite gets is held against `/openapi.json`: its status must be described, and its body be of the schema given
// there, with no member more.

import { createApi } from '@wellknown/control/api/app.ts'
import type { World } from '@wellknown/control/world.ts'
import { z } from 'zod'

type Json = Readonly<Record<string, unknown>>
type Operation = {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >
}
export type Description = {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Json }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A schema of the document as one that stands alone: references lead to `$defs`, and what is not described is refused. */
function standAlone(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(standAlone)
  if (!isObject(schema)) return schema
  const parts = Object.entries(schema).map(([key, value]) => [
    key,
    key === '$ref' ? String(value).replace('#/components/schemas/', '#/$defs/') : standAlone(value),
  ])
  const closed = isObject(schema['properties']) && !('additionalProperties' in schema)
  return Object.fromEntries(closed ? [...parts, ['additionalProperties', false]] : parts)
}

/** The description of an API over `world`. */
export async function readDescription(world: World): Promise<Description> {
  const answer = await createApi(world).request('/openapi.json')
  return (await answer.json()) as Description
}

/** Says what of an answer is not as described; null: nothing. */
export type Judge = (method: string, path: string, status: number, body: unknown) => string | null

export function createJudge(description: Description): Judge {
  const $defs = standAlone(description.components.schemas)
  const templates = Object.keys(description.paths).map((path) => ({
    path,
    parts: path.split('/'),
  }))
  const schemas = new Map<string, z.ZodType>()

  /** Of several templates the one with the fewest parameters is meant. */
  function find(pathname: string): string | undefined {
    const parts = pathname.split('/')
    const fitting = templates.filter(
      (each) =>
        each.parts.length === parts.length &&
        each.parts.every((part, at) => part.startsWith('{') || part === parts[at]),
    )
    const wild = (path: string): number => path.split('{').length
    return fitting.toSorted((one, other) => wild(one.path) - wild(other.path))[0]?.path
  }

  return (method, path, status, body) => {
    const { pathname } = new URL(path, 'http://api.example')
    if (!/^\/(?:cdn|operator)\//.test(pathname)) return null
    const template = find(pathname)
    const operation = template === undefined ? undefined : description.paths[template]?.[method.toLowerCase()]
    if (!operation) return status === 404 || status === 401 ? null : `${method} ${pathname} is not described`
    const response = operation.responses[String(status)]
    if (!response) return `${method} ${template} answers ${status}, which is not described`
    const described = response.content?.['application/json']?.schema
    if (!described) return body === null ? null : `${method} ${template} answers ${status} with a body`
    const key = `${method} ${template} ${status}`
    const schema =
      schemas.get(key) ?? z.fromJSONSchema({ ...(standAlone(described) as Json), $defs } as never)
    schemas.set(key, schema)
    const { error } = schema.safeParse(body)
    return error ? `${key} is not as described: ${z.prettifyError(error)} in ${JSON.stringify(body)}` : null
  }
}

/** Says what of an example is not as its schema wants it; null: nothing. */
export function createExampleJudge(description: Json): (schema: unknown, value: unknown) => string | null {
  const { components } = description
  const $defs = standAlone(isObject(components) ? components['schemas'] : {})
  return (schema, value) => {
    const read = z.fromJSONSchema({ ...(standAlone(schema) as Json), $defs } as never)
    const { error } = read.safeParse(value)
    return error ? `${z.prettifyError(error)} in ${JSON.stringify(value)}` : null
  }
}

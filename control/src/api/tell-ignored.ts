// Members of a body that mean nothing to us are let pass, since clients send more than they need; but they are named, so that
// a slip of the pen does not look like success.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { z } from 'zod'
import type { Api, App } from './context.ts'

export const IGNORED = 'X-Wellknown-Ignored'
const LONGEST_NAME = 100
const LONGEST_HEADER = 2000

/** Names what a call's schema does not know of its body, in the header X-Wellknown-Ignored. */
export function tellIgnored(app: App): MiddlewareHandler<Api> {
  let schemas: ReadonlyMap<string, z.ZodType> | null = null
  return async (context, next) => {
    const { method } = context.req
    const value = method === 'GET' || method === 'HEAD' ? null : parse(await context.req.text())
    await next()
    if (typeof value !== 'object' || value === null) return
    schemas ??= schemasOf(app)
    const path = matchedRoutes(context).findLast((route) => route.method === method)?.path ?? ''
    const ignored = findIgnored(schemas.get(`${method} ${path}`) ?? z.object({}), value, [])
    const names = [...new Set(ignored.map((each) => encodeURIComponent(each).slice(0, LONGEST_NAME)))]
    if (names.length > 0) context.header(IGNORED, names.join(', ').slice(0, LONGEST_HEADER))
  }
}

/** The schema of each call's body, by method and path as the router has it. */
function schemasOf({
  openAPIRegistry,
}: Pick<OpenAPIHono, 'openAPIRegistry'>): ReadonlyMap<string, z.ZodType> {
  const schemas = new Map<string, z.ZodType>()
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const { method, path, request } = definition.route
    const content = request?.body?.content['application/json']
    const schema = content && 'schema' in content ? content.schema : null
    if (schema instanceof z.ZodType) {
      schemas.set(`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, schema)
    }
  }
  return schemas
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The paths of members that `schema` has no word for. Where it takes any name, all are known. */
function findIgnored(schema: unknown, value: unknown, path: readonly string[]): readonly string[] {
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? value.flatMap((each) => findIgnored(schema.element, each, path)) : []
  }
  if (schema instanceof z.ZodObject) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
    return Object.entries(value).flatMap(([name, inner]) => {
      const here = [...path, name]
      return Object.hasOwn(schema.shape, name)
        ? findIgnored(schema.shape[name], inner, here)
        : [here.join('.')]
    })
  }
  // Optional, nullable, required again, with a default: all stand around another schema.
  const within = schema instanceof z.ZodType && 'innerType' in schema.def ? schema.def.innerType : null
  return within === null ? [] : findIgnored(within, value, path)
}

// What no field may hold, whatever its schema: refused before any schema looks.

import type { MiddlewareHandler } from 'hono'
import type { Api } from './context.ts'

/** The deepest body we take has six levels; parsers and renderers recurse. */
const DEEPEST = 20

type Fault = { readonly path: readonly string[]; readonly wish: string }

/** Refuses JSON that holds text no database or hostname can hold, numbers that lose digits, nesting without end, and keys
 *  that are none. The answer names the field. What is not JSON is left to the route. */
export const inspectBody: MiddlewareHandler<Api> = async (context, next) => {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
  const fault = findFault(parse(await context.req.text()), [])
  if (fault === null) return next()
  const field = fault.path.join('.').slice(0, 200) || 'body'
  return context.json({ errors: { [field]: [fault.wish] } }, 400)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function findFault(value: unknown, path: readonly string[]): Fault | null {
  if (typeof value === 'string') return faultOfText(value, path)
  if (typeof value === 'number') {
    const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
    return exact ? null : { path, wish: 'Give a number between -9007199254740991 and 9007199254740991.' }
  }
  if (typeof value !== 'object' || value === null) return null
  if (path.length >= DEEPEST) {
    return { path: path.slice(0, 1), wish: `Nest objects and lists at most ${DEEPEST} deep.` }
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__')
      return { path: [...path, key], wish: 'This is no name of a field. Leave it out.' }
    const fault = faultOfText(key, path) ?? findFault(inner, [...path, key])
    if (fault) return fault
  }
  return null
}

function faultOfText(text: string, path: readonly string[]): Fault | null {
  if (!text.isWellFormed()) return { path, wish: 'Give text without half surrogate pairs.' }
  return text.includes('\0') ? { path, wish: 'Give text without NUL characters.' } : null
}

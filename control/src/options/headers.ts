// The options of Gcore's CDN API that touch headers, as an edge runs them.

import { NOT_HIDDEN, NOT_SETTABLE } from '@wellknown/wire'
import { z } from 'zod'
import { option, type Faults } from './shape.ts'

const MOST_HEADERS = 50
const MOST_HIDDEN = 256
const LONGEST_VALUE = 512
/** Of all headers that one option adds: browsers and servers take some 16 KB of headers altogether. */
const MOST_BYTES = 8_192
const LONGEST_NAME = { ofRequest: 255, ofAnswer: 128 } as const
const LONGEST_HOST = 2_048

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/
/** RFC 9110 §5.5 without what is not ASCII: nothing that ends a line, no space at either end. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

/** What is wrong with a header's name; null when an option may set it. */
function findNameFault(name: string, longest: number): string | null {
  if (name.length > longest) return `A header’s name has at most ${longest} characters`
  if (!NAME.test(name)) return 'A header’s name has letters, digits and inner hyphens or underscores'
  return NOT_SETTABLE.includes(name.toLowerCase())
    ? `${name} frames the message, belongs to the connection or is set by the edge: it cannot be set`
    : null
}

function findValueFault(value: string): string | null {
  if (value.length > LONGEST_VALUE) return `A header’s value has at most ${LONGEST_VALUE} characters`
  return VALUE.test(value)
    ? null
    : 'A header’s value has visible ASCII characters and inner spaces, and is not empty'
}

type Header = {
  readonly name: string
  readonly values: readonly string[]
  readonly at: readonly (string | number)[]
}

/** `longest`: of a name. Each value's place is its header's, with its index where there are several. */
function checkHeaders(headers: readonly Header[], longest: number, several: boolean, faults: Faults): void {
  const seen = new Set<string>()
  if (headers.length > MOST_HEADERS) faults(['value'], `An option adds at most ${MOST_HEADERS} headers`)
  let bytes = 0
  for (const { name, values, at } of headers) {
    const fault = findNameFault(name, longest)
    if (fault !== null) faults(at, fault)
    else if (seen.has(name.toLowerCase())) faults(at, 'This header is given twice')
    seen.add(name.toLowerCase())
    values.forEach((value, index) => {
      bytes += name.length + value.length + 4
      const wrong = findValueFault(value)
      if (wrong !== null) faults(several ? [...at, index] : at, wrong)
    })
    if (values.length === 0) faults(at, 'Give the header a value')
  }
  if (bytes > MOST_BYTES)
    faults(['value'], `The headers have ${bytes} bytes together; they may have ${MOST_BYTES}`)
}

export const staticRequestHeaders = option(
  z.object({ value: z.record(z.string(), z.string()) }),
  ({ value }, faults) => {
    const headers = Object.entries(value)
    const given = headers.map(([name, text]) => ({ name, values: [text], at: ['value', name] }))
    checkHeaders(given, LONGEST_NAME.ofRequest, false, faults)
    return { headers: headers.map(([name, text]) => ({ name, value: text })) }
  },
)

export const staticResponseHeaders = option(
  z.object({
    value: z.array(
      z.object({ name: z.string(), value: z.array(z.string()), always: z.boolean().default(false) }),
    ),
  }),
  ({ value }, faults) => {
    value.forEach(({ name, value: values }, index) => {
      if (new Set(values).size < values.length) faults(['value', index, 'value'], 'A value is given twice')
      const fault = findNameFault(name, LONGEST_NAME.ofAnswer)
      if (fault !== null) faults(['value', index, 'name'], fault)
    })
    const given = value.map(({ name, value: values }, index) => ({
      name,
      values,
      at: ['value', index, 'value'],
    }))
    checkHeaders(
      given.filter(({ name }) => findNameFault(name, LONGEST_NAME.ofAnswer) === null),
      LONGEST_NAME.ofAnswer,
      true,
      faults,
    )
    return { headers: value.map(({ name, value: values, always }) => ({ name, values, always })) }
  },
)

/** The older form, which Gcore keeps: a name with its value or values. */
export const staticHeaders = option(
  z.object({ value: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }),
  ({ value }, faults) => {
    const headers = Object.entries(value).map(([name, values]) => ({ name, values: [values].flat() }))
    const given = headers.map((each) => ({ ...each, at: ['value', each.name] }))
    checkHeaders(given, LONGEST_NAME.ofAnswer, true, faults)
    return { headers: headers.map((each) => ({ ...each, always: false })) }
  },
)

export const responseHeadersHidingPolicy = option(
  z.object({
    mode: z.enum(['hide', 'show'], { error: 'Give hide or show' }),
    excepted: z.array(z.string()).max(MOST_HIDDEN, `A list has at most ${MOST_HIDDEN} headers`),
  }),
  ({ mode, excepted }, faults) => {
    excepted.forEach((name, index) => {
      const wrong = name.length > LONGEST_NAME.ofAnswer || !NAME.test(name)
      if (wrong) faults(['excepted', index], 'Give the name of a header, of at most 128 characters')
      else if (mode === 'show' && NOT_HIDDEN.includes(name.toLowerCase()))
        faults(['excepted', index], `${name} cannot be hidden: without it the answer cannot be read`)
    })
    return { mode, excepted: [...new Set(excepted.map((name) => name.toLowerCase()))] }
  },
)

export const hostHeader = option(
  z.object({
    value: z
      .string()
      .max(LONGEST_HOST, `A host has at most ${LONGEST_HOST} characters`)
      .regex(
        /^[a-z0-9.\-_]+(?::\d{1,5})?$/,
        'Give a host in lower case, such as origin.example.com, or host:port',
      ),
  }),
  ({ value }) => ({ host: value }),
)

/** nginx's units, in seconds; a month is thirty days, a year 365. */
const UNITS = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
} as const
const LONGEST_SECONDS = UNITS.y

export const browserCacheSettings = option(z.object({ value: z.string() }), ({ value }, faults) => {
  const [, count, unit] = /^(\d{1,15})(ms|s|m|h|d|w|M|y)?$/.exec(value) ?? []
  const known = Object.entries(UNITS).find(([name]) => name === (unit ?? 's'))
  const seconds = count === undefined ? null : Math.floor(Number(count) * (known?.[1] ?? 1))
  if (seconds === null) faults(['value'], 'Give a time as nginx writes it, such as 3600s or 4d')
  else if (seconds > LONGEST_SECONDS) faults(['value'], 'Give at most a year, 1y')
  return { seconds: seconds ?? 0 }
})

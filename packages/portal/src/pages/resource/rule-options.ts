// A rule's options as a form has them: the common ones a text each, the others together as JSON. Whatever a text cannot say
// stays in the JSON, so that nothing is lost by opening a form and saving it.

export type Options = Readonly<Record<string, unknown>>
type Field = {
  /** As the API has it. */
  readonly name: string
  readonly label: string
  readonly description: string
  readonly placeholder: string
  readonly lines?: boolean
  /** The text of an option; null: it says more than the text can. */
  readonly read: (option: Options) => string | null
  /** The option of a text; null: it cannot be one. */
  readonly write: (text: string) => Options | null
  readonly wish: string
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isObject = (value: unknown): value is Options =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const readValue = ({ value }: Options): string | null => (isText(value) ? value : null)

const HEADERS = { lines: true, wish: 'Give a header a line, each once: X-Name: its value' } as const

export const OPTION_FIELDS: readonly Field[] = [
  {
    name: 'force_return',
    label: 'Answer at once',
    description: 'A code, and the text or where to go',
    placeholder: '301 https://www.example.com/',
    read: ({ code, body }) => (typeof code === 'number' && isText(body) ? `${code} ${body}`.trim() : null),
    write(text) {
      const [, code, body = ''] = /^(\d{3})(?:\s+(.*))?$/s.exec(text) ?? []
      return code === undefined ? null : { code: Number(code), body }
    },
    wish: 'Give a code, then a text or where to go: 301 https://www.example.com/',
  },
  {
    name: 'rewrite',
    label: 'Rewrite the path',
    description: 'A pattern and what to ask the origin for instead',
    placeholder: '/(.*) /media/$1',
    read: ({ body, flag }) => (isText(body) && flag === 'break' ? body : null),
    write: (body) => ({ body, flag: 'break' }),
    wish: '',
  },
  {
    name: 'hostHeader',
    label: 'Host sent to the origin',
    description: 'In lower case',
    placeholder: 'origin.example.com',
    read: readValue,
    write: (value) => ({ value }),
    wish: '',
  },
  {
    name: 'browser_cache_settings',
    label: 'Browsers keep an answer for',
    description: 'As nginx writes it, at most a year',
    placeholder: '4d',
    read: readValue,
    write: (value) => ({ value }),
    wish: '',
  },
  {
    name: 'allowedHttpMethods',
    label: 'Allowed methods',
    description: 'With commas between; others are answered with 405',
    placeholder: 'GET, HEAD',
    read: ({ value }) => (Array.isArray(value) && value.every(isText) ? value.join(', ') : null),
    write: (text) => ({
      value: text
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    }),
    wish: '',
  },
  {
    name: 'redirect_http_to_https',
    label: 'Redirect http:// to https://',
    description: 'yes or no; else as the resource has it',
    placeholder: 'yes',
    read: ({ value }) => (value === true ? 'yes' : value === false ? 'no' : null),
    write: (text) => (text === 'yes' || text === 'no' ? { value: text === 'yes' } : null),
    wish: 'Give yes or no',
  },
  {
    name: 'staticRequestHeaders',
    label: 'Headers sent to the origin',
    description: 'One a line',
    placeholder: 'X-Name: value',
    ...HEADERS,
    read: ({ value }) =>
      isObject(value) && Object.values(value).every(isText)
        ? Object.entries(value)
            .map(([name, text]) => `${name}: ${String(text)}`)
            .join('\n')
        : null,
    write(text) {
      const headers = readHeaders(text)
      const value = headers && Object.fromEntries(headers)
      return value && Object.keys(value).length === headers.length ? { value } : null
    },
  },
  {
    name: 'static_response_headers',
    label: 'Headers sent to visitors',
    description: 'One a line',
    placeholder: 'X-Name: value',
    ...HEADERS,
    read({ value }) {
      const headers: readonly unknown[] = Array.isArray(value) ? value : [null]
      const lines = headers.map((each) => (isObject(each) ? readLine(each) : null))
      return lines.every(isText) ? lines.join('\n') : null
    },
    write(text) {
      const headers = readHeaders(text)
      return headers && { value: headers.map(([name, one]) => ({ name, value: [one], always: false })) }
    },
  },
]

function readLine({ name, value, always = false }: Options): string | null {
  const [one, ...more]: readonly unknown[] = Array.isArray(value) ? value : []
  return isText(name) && isText(one) && more.length === 0 && always === false ? `${name}: ${one}` : null
}

function readHeaders(text: string): readonly (readonly [name: string, value: string])[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const headers = lines.map(
    (line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()] as const,
  )
  return lines.every((line) => line.indexOf(':') > 0) ? headers : null
}

/** What a form shows of options: a text for each field, and the JSON of the rest (`rest`). */
export function readOptions(options: Options): Readonly<Record<string, string>> {
  const texts: Record<string, string> = Object.fromEntries(OPTION_FIELDS.map(({ name }) => [name, '']))
  const rest = { ...options }
  for (const { name, read, write } of OPTION_FIELDS) {
    const option = options[name]
    const text = isObject(option) && option['enabled'] === true ? read(option) : null
    if (text === null || text === '') continue
    // Only if the text says all of it.
    const again = { enabled: true, ...write(text) }
    if (isObject(option) && Object.keys(option).some((key) => !Object.hasOwn(again, key))) continue
    texts[name] = text
    delete rest[name]
  }
  const entries = Object.entries(rest).filter(([, option]) => option !== null)
  return { ...texts, rest: entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries), null, 2) }
}

/** The options that a form stands for, or what is wrong with it, field by field. */
export function writeOptions(texts: Readonly<Record<string, string>>): {
  readonly options: Options
  readonly faults: Readonly<Record<string, string>>
} {
  const faults: Record<string, string> = {}
  const options: Record<string, unknown> = {}
  for (const { name, write, wish } of OPTION_FIELDS) {
    const text = (texts[name] ?? '').trim()
    if (text === '') continue
    const option = write(text)
    if (option === null) faults[name] = `${wish}.`
    else options[name] = { enabled: true, ...option }
  }
  const rest = readRest(texts['rest'] ?? '')
  if (isText(rest)) return { options, faults: { ...faults, rest } }
  const twice = Object.keys(rest).find((name) => Object.hasOwn(options, name))
  if (twice !== undefined)
    faults['rest'] = `${twice} has a field of its own above, which is filled in: give it once.`
  return { options: { ...rest, ...options }, faults }
}

/** An object by option names; a text: why it is none. */
function readRest(text: string): Options | string {
  if (text.trim() === '') return {}
  try {
    const found: unknown = JSON.parse(text)
    return isObject(found)
      ? found
      : 'Give an object with the options by their names: {"country_acl": {"enabled": true, …}}.'
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}.`
  }
}

/** What the API says of each field of the form, by the places of its refusal (`options.rewrite.body`). What has no field is said
 *  of the rest, with its place. */
export function placeFaults(
  fields: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, string>> {
  const placed: Record<string, string> = {}
  for (const [place, said] of Object.entries(fields)) {
    const [, name] = /^options\.([^.[]+)/.exec(place) ?? []
    if (name === undefined && place !== 'options') continue
    const own = OPTION_FIELDS.some((each) => each.name === name)
    const text = own ? said.join(' ') : `${place}: ${said.join(' ')}`
    const at = own && name !== undefined ? name : 'rest'
    placed[at] = placed[at] === undefined ? text : `${placed[at]} ${text}`
  }
  return placed
}

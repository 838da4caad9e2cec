// The headers of a message as a record, which is how Node has them: `Headers` of its own costs more than all else that a
// request is asked.

/** What layers ask of headers, of whichever make they are. */
export type HeaderFields = Pick<Headers, 'get' | 'has' | 'set' | 'append' | 'delete' | 'keys'> &
  Iterable<[name: string, value: string]>

type FieldRecord = Record<string, string | string[]>

/** Over a record whose names are in lower case, changed in place; only cookies that are set stand one by one. Values are
 *  taken as they are: whoever writes them to a connection refuses what no header may hold. */
export class Fields implements HeaderFields {
  readonly record: FieldRecord
  constructor(record: FieldRecord) {
    this.record = record
  }

  get(name: string): string | null {
    const value = this.record[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : (value ?? null)
  }

  has(name: string): boolean {
    return Object.hasOwn(this.record, name.toLowerCase())
  }

  set(name: string, value: string): void {
    this.record[name.toLowerCase()] = value
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase()
    const before = this.record[key]
    if (key === 'set-cookie') this.record[key] = [before ?? [], value].flat()
    else this.record[key] = before === undefined ? value : this.get(key) + between(key) + value
  }

  delete(name: string): void {
    delete this.record[name.toLowerCase()]
  }

  keys(): IterableIterator<string> {
    return Object.keys(this.record).values()
  }

  *[Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    for (const [name, value] of Object.entries(this.record)) {
      for (const each of [value].flat()) yield [name, each]
    }
  }

  /** Name and value in turn, as they go over a connection. */
  list(): string[] {
    const list: string[] = []
    for (const [name, value] of Object.entries(this.record)) {
      if (typeof value === 'string') list.push(name, value)
      else for (const each of value) list.push(name, each)
    }
    return list
  }

  copy(): Fields {
    return new Fields(Object.assign(Object.create(null) as FieldRecord, this.record))
  }
}

/** RFC 9110 §5.3; RFC 9113 §8.2.3 for cookies. */
const between = (name: string): string => (name === 'cookie' ? '; ' : ', ')

/** Headers for what the web's own constructors make. */
export const webHeaders = <given>(headers: given | Fields): given | [name: string, value: string][] =>
  headers instanceof Fields ? [...headers] : headers

/** A copy that may be changed. */
export const copyHeaders = (given: HeaderFields | Readonly<Record<string, string>>): Fields | Headers =>
  given instanceof Fields ? given.copy() : new Headers(given as Headers)

// What a name answers, and how that comes over the wire.

import { isIPv4, isIPv6 } from 'node:net'
import { z } from 'zod'

/** A host name, also of a service (`_acme-challenge.…`): lower-case labels of letters, digits, `-` and `_`. */
const NAME = /^(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/
const MOST_RECORDS = 100
const yes = z.literal(true)

const name = z
  .string()
  .transform((text) => text.toLowerCase().replace(/\.$/, ''))
  .refine((text) => NAME.test(text), 'must be a host name')
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).max(MOST_RECORDS).readonly()

/** RFC 8659 §4.1. */
const caa = z.strictObject({
  flags: z.int().min(0).max(255).default(0),
  tag: z.string().regex(/^[A-Za-z0-9]{1,255}$/, 'must be letters and digits'),
  value: z.string().max(1000),
})
export type Caa = z.infer<typeof caa>

const records = z
  .strictObject({
    a: listOf(z.string().refine(isIPv4, 'must be an IPv4 address')).optional(),
    aaaa: listOf(z.string().refine(isIPv6, 'must be an IPv6 address')).optional(),
    cname: name.optional(),
    txt: listOf(z.string().max(4000)).optional(),
    caa: listOf(caa).optional(),
    ns: listOf(name).optional(),
    /** The name does not exist. */
    nxdomain: yes.optional(),
    /** The server fails. */
    servfail: yes.optional(),
    /** As a validating resolver answers for a broken signature: SERVFAIL with this text (RFC 8914, code 6), but the
     *  records to a query with CD set. */
    dnssecBogus: z.string().min(1).max(200).optional(),
  })
  .superRefine((given, context) => {
    const members = Object.keys(given)
    if (members.length === 0)
      context.addIssue({
        code: 'custom',
        message: 'A name needs one of a, aaaa, cname, txt, caa, ns, or a fault',
      })
    const alone = ALONE.find((member) => member in given)
    if (alone !== undefined && members.length > 1)
      context.addIssue({ code: 'custom', message: 'stands alone', path: [alone] })
  })
/** RFC 1034 §3.6.2 has an alias stand alone; a fault answers nothing else. */
const ALONE = ['cname', 'nxdomain', 'servfail', 'dnssecBogus'] as const

/** What a name answers. One that has no member does not exist. */
export type Records = Readonly<z.infer<typeof records>>

/** Reads records as they come over the wire. Throws a ZodError that names each member at fault. */
export const readRecords = (value: unknown): Records => records.parse(value)

/** Reads a name as it stands in a path; null for none. */
export const readName = (text: string): string | null => name.safeParse(text).data ?? null

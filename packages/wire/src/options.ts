// The resource and rule options that an edge applies, under their names in Gcore's CDN API. What a customer writes is
// checked and compiled by the control plane; an edge gets what it can run. Absent or null: not set, inherit.
//
// An edge leaves out what it does not know, and says in `self` what it applies. So an option is added under a name of its
// own, and one whose shape changes gets another name: an edge of the version before must be able to read the others.

import { z } from 'zod'

/** Switched off says so: a rule's option stands over the resource's. */
const off = z.object({ enabled: z.literal(false) })
const compiled = <shape extends z.core.$ZodShape>(shape: shape) =>
  z.discriminatedUnion('enabled', [off, z.object({ enabled: z.literal(true), ...shape })]).nullish()

const switchOption = z.object({ enabled: z.boolean(), value: z.boolean() }).nullish()

/** `force_return`: answer with this code and body instead of asking the origin. */
const forceReturn = z.object({
  enabled: z.boolean(),
  code: z.int().min(100).max(599),
  body: z.string().max(4096),
  time_interval: z
    .object({ start_time: z.string(), end_time: z.string(), time_zone: z.string().nullish() })
    .nullish(),
})

/** `allow`: all but those listed. `deny`: none but those listed. */
const policy = z.enum(['allow', 'deny'])
const responseHeaders = compiled({
  headers: z.array(
    z.object({
      name: z.string(),
      values: z.array(z.string()),
      /** Whatever the status; else only where nginx's add_header would. */
      always: z.boolean(),
    }),
  ),
})

/** An origin, and whether it is asked only where the others fail. */
export const originSource = z.object({
  source: z.string(),
  backup: z.boolean(),
  /** The Host for this source, whatever the options say. */
  host: z.string().nullish(),
})

export const edgeOptions = z.object({
  allowedHttpMethods: compiled({ methods: z.array(z.string()) }),
  /** ISO 3166-1 alpha-2, upper case. */
  country_acl: compiled({ policy, countries: z.array(z.string()) }),
  /** In CIDR notation. */
  ip_address_acl: compiled({ policy, ranges: z.array(z.string()) }),
  /** Hostnames in their one spelling; `domains` alone, `parents` for all below them. */
  referrer_acl: compiled({ policy, domains: z.array(z.string()), parents: z.array(z.string()) }),
  /** `texts` as they are, '' for none at all; `tables` are what @wellknown/patterns compiles for texts. */
  user_agent_acl: compiled({ policy, texts: z.array(z.string()), tables: z.array(z.unknown()) }),
  redirect_http_to_https: switchOption,
  redirect_https_to_http: switchOption,
  force_return: forceReturn.nullish(),
  rewrite: compiled({
    /** What @wellknown/patterns compiles for captures. */
    table: z.unknown(),
    replacement: z.array(
      z.union([
        z.object({ text: z.string() }),
        z.object({ group: z.int().min(1).max(9) }),
        z.object({ variable: z.enum(['scheme', 'host', 'uri']) }),
      ]),
    ),
    /** The replacement is a URL, to which visitors are sent. */
    absolute: z.boolean(),
    flag: z.enum(['break', 'last', 'redirect', 'permanent']),
  }),
  hostHeader: compiled({ host: z.string() }),
  forward_host_header: switchOption,
  staticRequestHeaders: compiled({ headers: z.array(z.object({ name: z.string(), value: z.string() })) }),
  /** `show`: all but those listed. `hide`: none but those listed. Lower case. */
  response_headers_hiding_policy: compiled({ mode: z.enum(['show', 'hide']), excepted: z.array(z.string()) }),
  browser_cache_settings: compiled({ seconds: z.int().min(0) }),
  staticHeaders: responseHeaders,
  static_response_headers: responseHeaders,
  /** Ours: a token that is not live is answered with 404 instead of being passed on. */
  block_unknown_challenges: switchOption,
  /** Of a rule only: the origins that are asked instead of the resource's (`originGroup` of a rule). */
  sources: compiled({ sources: z.array(originSource).max(50) }),
})

export type EdgeOptions = z.infer<typeof edgeOptions>
export type EdgeOption = keyof EdgeOptions

/** What an edge applies that does not say so: those of the first version. */
export const FIRST_OPTIONS: readonly EdgeOption[] = ['force_return', 'redirect_http_to_https']

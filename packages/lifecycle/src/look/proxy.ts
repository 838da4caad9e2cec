// Which CDN or firewall answered? Told by headers that it adds.

import type { Headers } from './facts.ts'

const SIGNS: readonly (readonly [name: string, header: string, value: RegExp])[] = [
  ['Cloudflare', 'cf-ray', /./],
  ['Cloudflare', 'server', /^cloudflare/i],
  ['Amazon CloudFront', 'x-amz-cf-id', /./],
  ['Amazon CloudFront', 'x-amz-cf-pop', /./],
  ['Amazon CloudFront', 'via', /cloudfront/i],
  ['Akamai', 'server', /akamai/i],
  ['Akamai', 'x-akamai-request-id', /./],
  ['Fastly', 'x-served-by', /^cache-/i],
  ['Fastly', 'x-fastly-request-id', /./],
  ['Azure Front Door', 'x-azure-ref', /./],
  ['Google Cloud', 'via', /\bgoogle\b/i],
  ['Imperva', 'x-iinfo', /./],
  ['Sucuri', 'x-sucuri-id', /./],
  ['Sucuri', 'server', /sucuri/i],
  ['Vercel', 'x-vercel-id', /./],
  ['Netlify', 'x-nf-request-id', /./],
  ['Fly.io', 'fly-request-id', /./],
  ['bunny.net', 'server', /^bunnycdn/i],
  ['Gcore', 'x-id-fe', /./],
  ['Varnish', 'via', /varnish/i],
]

/** Its name; null where nothing tells of one. */
export const cdnOf = (headers: Headers): string | null =>
  SIGNS.find(([, header, value]) => value.test(headers[header] ?? ''))?.[0] ?? null

/** The headers that are looked at, for whoever gathers them. */
export const TELLING_HEADERS: readonly string[] = [
  ...new Set([...SIGNS.map(([, header]) => header), 'cf-mitigated', 'www-authenticate', 'content-type']),
]

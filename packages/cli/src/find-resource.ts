// A resource by what a person calls it: its number, or one of its names.

import { z } from 'zod'
import { orElse, type Api } from './api.ts'
import { Fault } from './command.ts'

export const resource = z.looseObject({
  id: z.int(),
  cname: z.string(),
  secondaryHostnames: z.array(z.string()),
  originGroup: z.int(),
  sslEnabled: z.boolean(),
  sslData: z.int().nullable(),
  ssl_automated: z.boolean(),
  active: z.boolean(),
  status: z.string(),
  certificate: z.looseObject({ serving: z.boolean(), valid_until: z.string().nullable() }),
})
export type Resource = z.infer<typeof resource>

const PAGE = 200
const page = z.object({ count: z.int(), results: z.array(resource) })

export const namesOf = ({ cname, secondaryHostnames }: Resource): readonly string[] => [
  cname,
  ...secondaryHostnames,
]

/** All resources of the token's client, page by page. */
export async function* eachResource(api: Api): AsyncGenerator<Resource> {
  for (let offset = 0; ; offset += PAGE) {
    const { count, results } = await api.call(page, 'GET', `/cdn/resources?limit=${PAGE}&offset=${offset}`)
    yield* results
    if (offset + PAGE >= count) return
  }
}

/** Null: the client has none of this name. */
export async function findByName(api: Api, name: string): Promise<Resource | null> {
  const wanted = name.toLowerCase().replace(/\.$/, '')
  const [found] = await api.call(
    z.array(resource),
    'GET',
    `/cdn/resources?cname=${encodeURIComponent(wanted)}`,
  )
  if (found) return found
  for await (const each of eachResource(api)) if (namesOf(each).includes(wanted)) return each
  return null
}

/** Throws a Fault where there is none. */
export async function findResource(api: Api, called: string): Promise<Resource> {
  if (/^\d+$/.test(called)) {
    return orElse(
      api.call(resource, 'GET', `/cdn/resources/${called}`),
      `No resource of yours has the number ${called}. "wellknown resource list" shows them all.`,
    )
  }
  const found = await findByName(api, called)
  if (found) return found
  throw new Fault(`No resource of yours has the name ${called}. "wellknown resource list" shows them all.`)
}

// Which DNS names a request is about, so that a planned fault can be meant for some of them. Nothing is verified yet.

import { z } from 'zod'
import { readChallengeId } from './challenge-id.ts'
import type { Resource } from './fault-schema.ts'
import type { World } from './world.ts'

const fromBase64url = z.string().transform((text) => Buffer.from(text, 'base64url'))
const jws = z.object({ payload: fromBase64url })
const newOrder = z.object({ identifiers: z.array(z.object({ value: z.string() })) })
const revocation = z.object({ certificate: fromBase64url })

/** The names of the order, authorization or certificate that the request is for; none when it is for no such thing. */
export function namesOf(
  world: World,
  request: { readonly resource: Resource; readonly id: string; readonly body: Buffer },
): readonly string[] {
  const { resource, id, body } = request
  switch (resource) {
    case 'newOrder':
      return readPayload(newOrder, body)?.identifiers.map(({ value }) => value) ?? []
    case 'order':
    case 'finalize':
      return world.orders.order(id)?.names ?? []
    case 'authorization':
    case 'challenge': {
      const found = world.orders.authorization(readChallengeId(id).authorization)
      return found ? [found.name] : []
    }
    case 'certificate':
      return world.certificates.find(id.split('.')[0] ?? '')?.names ?? []
    case 'renewalInfo':
      return world.certificates.findById(id)?.names ?? []
    case 'revokeCert': {
      const wish = readPayload(revocation, body)
      return (wish && world.certificates.recognise(wish.certificate)?.names) ?? []
    }
    default:
      return []
  }
}

function readPayload<value>(schema: z.ZodType<value>, body: Buffer): value | null {
  try {
    const { payload } = jws.parse(JSON.parse(body.toString('utf8')))
    return schema.parse(JSON.parse(payload.toString('utf8')))
  } catch {
    return null
  }
}

import { createRoute, z } from '@hono/zod-openapi'
import { readSigning } from '../../actions/read-signing.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, FAULTS } from '../schemas/common.ts'

const otherwise = (what: string) => z.int().openapi({ description: `${what} that another key has signed` })

const signing = z
  .object({
    keyid: z.string().openapi({ description: 'The present key, which signs whatever edges are told' }),
    signed_otherwise: otherwise('Configurations'),
    pops: z.array(
      z.object({
        name: z.string(),
        membership: z.enum(['in', 'catching-up', 'out']),
        accepts: z
          .array(z.string())
          .nullable()
          .openapi({ description: 'The ids of the keys in its ADMIN_JWKS, as it last said' }),
        signed_otherwise: otherwise('Configurations it last confirmed'),
      }),
    ),
  })
  .openapi('Signing')

const read = createRoute({
  method: 'get',
  path: '/operator/signing',
  tags: ['Operator'],
  operationId: 'readSigning',
  summary:
    'How far the edges have come from one signing key to the next: while anything is signed by the old one, no edge can do without it',
  description:
    'What `wellknown keys rotate signing` waits for: which key signs now, what each edge accepts, and how much is still signed by another key.',
  responses: { ...FAULTS, 200: answer('The present key, and what is still signed by others.', signing) },
})

/** Which key signs what the edges hold. */
export function addOperatorSigning(app: App, world: World): void {
  app.openapi(read, async (context) => {
    const { keyid, otherwise: count, pops } = await readSigning(world.store, world.signingKey.keyid)
    return context.json(
      {
        keyid,
        signed_otherwise: count,
        pops: pops.map(({ name, membership, accepts, otherwise: held }) => ({
          name,
          membership,
          accepts: accepts && [...accepts],
          signed_otherwise: held,
        })),
      },
      200,
    )
  })
}

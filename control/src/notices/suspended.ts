// What a customer is told when our operators take a site out of service, and when they put it back.

import type { Situation } from '@wellknown/lifecycle'
import type { NewNotice } from '../store/notices-port.ts'
import type { Resource } from '../store/records.ts'
import type { World } from '../world.ts'
import { dataOf, namesOf } from './compose.ts'
import { linkTo, oneLine } from './words.ts'

type Outside = Pick<World, 'policy'>
/** When, and under which id it is told. */
type Told = { readonly now: number; readonly id: string }

/** `resource` is as it was before. */
export function composeSuspended(
  world: Outside,
  resource: Resource,
  at: Situation,
  reason: string,
  told: Told,
): NewNotice {
  const certificate =
    at.current === null ? 'No certificate is ordered' : 'The certificate is kept, none is ordered'
  return compose(world, resource, at, told, {
    type: 'resource.suspended',
    headline: 'Suspended by our operators',
    paragraphs: [
      `Our operators have taken ${resource.cname} out of service: ${oneLine(reason)}`,
      `Visitors get the status 403, and your origin is not asked. ${certificate} meanwhile.`,
      'Next: our operators. Switching the site off and on does not lift it: write to them.',
    ],
    extras: { reason, next: { who: 'operator', at: null } },
  })
}

export function composeResumed(world: Outside, resource: Resource, at: Situation, told: Told): NewNotice {
  return compose(world, resource, at, told, {
    type: 'resource.resumed',
    headline: 'No longer suspended',
    paragraphs: [
      `Our operators have lifted the suspension of ${resource.cname}.`,
      resource.active
        ? 'It is served again. What its certificate waited for goes on by itself.'
        : 'It is not served: you have switched it off. Next: you, if it is to be served again ("active": true).',
    ],
    extras: {},
  })
}

function compose(
  world: Outside,
  resource: Resource,
  at: Situation,
  { now, id }: Told,
  said: {
    readonly type: NewNotice['type']
    readonly headline: string
    readonly paragraphs: readonly string[]
    readonly extras: NewNotice['data']
  },
): NewNotice {
  return {
    id,
    client: resource.client,
    resource: resource.id,
    type: said.type,
    at: now,
    subject: oneLine(`${said.headline}: ${resource.cname}`),
    text: [...said.paragraphs, `Names: ${namesOf(resource).join(', ')}`, ...linkTo(world, resource)].join(
      '\n\n',
    ),
    data: { ...dataOf(world, resource, at, []), ...said.extras },
    to: 'everybody',
  }
}

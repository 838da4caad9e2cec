// The operator's word on PoPs, while everything runs.

import { X509Certificate } from 'node:crypto'
import { isEndpoint, isPublicAddress } from '@wellknown/hostname/address'
import type { ApiToken, Pop } from '../store/records.ts'
import type { NewPop } from '../store/pops-port.ts'
import type { World } from '../world.ts'
import { clearAlarm, POP_EPOCH, POP_KEY_DROPPED, POP_LACKS, POP_TLS_SILENT } from './alarm.ts'
import { notFound, refuseField } from './refusal.ts'

const MOST_ADDRESSES = 16
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/

/** Adds a PoP. It is catching up until it holds every document and was seen answering. Throws a Refusal under the field at
 *  fault. */
export async function addPop(world: World, token: ApiToken, pop: NewPop): Promise<Pop> {
  checkPop(pop)
  if (!(await world.store.addPop(pop, world.now())))
    throw refuseField('name', `There is a PoP ${pop.name} already. Remove it first, or give another name.`)
  tell(world, token, 'pop-added', pop.name)
  return findPop(world, pop.name)
}

/** Gates wait for it no more, while it is kept up to date; or they do again, once it has caught up. Throws a Refusal where
 *  there is none of that name. */
export async function drainPop(world: World, token: ApiToken, name: string, drain: boolean): Promise<Pop> {
  const pop = await findPop(world, name)
  if ((pop.drained !== null) === drain) return pop
  // One that was declared out meanwhile stays out.
  const back = { membership: 'catching-up', since: world.now(), fault: pop.fault } as const
  if (!drain && pop.membership === 'in') await world.store.movePop(pop, back)
  await world.store.updatePop(name, { drained: drain ? world.now() : null })
  tell(world, token, drain ? 'pop-drained' : 'pop-undrained', name)
  return findPop(world, name)
}

/** Gates wait for it no more, from now on and not only once POP_BOUND has passed. It is asked on, and comes back by itself like any
 *  other that was out. Throws a Refusal where there is none of that name. */
export async function declareOut(world: World, token: ApiToken, name: string): Promise<Pop> {
  const pop = await findPop(world, name)
  if (pop.membership === 'out') return pop
  await world.store.updatePop(name, {
    membership: 'out',
    since: world.now(),
    fault: 'An operator has declared it out.',
  })
  tell(world, token, 'pop-declared-out', name)
  return findPop(world, name)
}

/** Forgets a PoP: it is pushed nothing more, and nothing waits for it. Throws a Refusal where there is none of that name. */
export async function removePop(world: World, token: ApiToken, name: string): Promise<void> {
  if (!(await world.store.removePop(name, world.now()))) throw notFound()
  const lacking = (await world.store.alarms()).filter(
    ({ event, subject }) => event === POP_LACKS && subject.startsWith(`${name} `),
  )
  const own = [POP_EPOCH, POP_KEY_DROPPED, POP_TLS_SILENT].map((event) => ({ event, subject: name }))
  for (const alarm of [...own, ...lacking]) await clearAlarm(world, alarm)
  tell(world, token, 'pop-removed', name)
}

async function findPop({ store }: Pick<World, 'store'>, name: string): Promise<Pop> {
  const found = (await store.pops()).find((pop) => pop.name === name)
  if (!found) throw notFound()
  return found
}

function tell({ log }: Pick<World, 'log'>, { id, name, client }: ApiToken, event: string, pop: string): void {
  log({ event, level: 'warning', pop, by: `token ${id} (${name}) of client ${client}` })
}

function checkPop({ name, admin, adminCa, http, tls }: NewPop): void {
  if (!NAME.test(name)) {
    throw refuseField('name', 'Give 1 to 63 small letters, digits and hyphens, as POP says at the edge.')
  }
  checkAdmin(admin)
  if (adminCa !== null && !isCertificate(adminCa)) {
    throw refuseField(
      'admin_ca',
      'Give the certificate in PEM of the CA that vouches for the admin listener.',
    )
  }
  checkAddresses('http', http)
  if (tls !== null) checkAddresses('tls', tls)
}

/** Pushes are signed and keys sealed, so plain HTTP betrays no secret; it is for a network of one's own all the same. */
function checkAdmin(admin: string): void {
  const url = URL.parse(admin)
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const own = url?.protocol === 'http:' && isEndpoint(`${url.hostname}:1`) && !isPublicAddress(host)
  if (url?.protocol !== 'https:' && !own) {
    throw refuseField(
      'admin',
      'Give a URL that begins with https://, or with http:// and a private or loopback address.',
    )
  }
  if (
    url.username !== '' ||
    url.password !== '' ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== ''
  )
    throw refuseField(
      'admin',
      'Give the scheme, the admin host and its port alone: https://admin.example:8443.',
    )
}

function checkAddresses(field: 'http' | 'tls', addresses: readonly string[]): void {
  const faulty = addresses.find((each) => !isEndpoint(each))
  if (faulty !== undefined)
    throw refuseField(field, `Give address:port, an IPv6 address in brackets; ${faulty} is none.`)
  if (
    addresses.length === 0 ||
    addresses.length > MOST_ADDRESSES ||
    new Set(addresses).size < addresses.length
  )
    throw refuseField(field, `Give 1 to ${MOST_ADDRESSES} addresses, each once.`)
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca
  } catch {
    return false
  }
}

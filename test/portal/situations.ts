// Every state of the product page, as the store keeps it, and a way to put a resource there.

import type { Candidate, Current, Problem, ProblemCode, Run, Situation } from '@wellknown/lifecycle'
import type { Resource } from '@wellknown/control/store/records.ts'
import type { World } from '@wellknown/control/world.ts'
import { HOST } from '../system/caller.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
export const SHOP = 'shop.customer.example'

/** What of a situation depends on its resource. */
type At = { readonly now: number; readonly managed: Current; readonly own: Current }
type Make = (at: At) => Situation & { readonly row?: Row }
/** Columns of the resource that are part of a situation. */
type Row = Partial<Pick<Resource, 'active' | 'suspended' | 'suspendDate' | 'suspendReason' | 'propagated'>>

const problem = (code: ProblemCode, detail: string, more: Partial<Problem> = {}): Problem => ({
  code,
  detail,
  name: HOST,
  retryAt: null,
  ...more,
})
const run = ({ now }: At, more: Partial<Run> = {}): Run => ({
  id: 'a-run',
  why: 'first',
  names: [HOST],
  failed: 0,
  started: now - MINUTE,
  revokeOld: false,
  ...more,
})
const ELSEWHERE = problem('cname-elsewhere', `${HOST} is an alias of shop.elsewhere.example.`, {
  record: { name: HOST, type: 'CNAME', value: 'cl-1.cdn.example' },
})
const UNREACHED = problem('ca-connection', '203.0.113.9: Fetching http://… Timeout during connect')
const LIMITED = problem('rate-limited', 'too many certificates already issued for "customer.example"', {
  name: null,
})
const nothing = { current: null, https: false }

// oxfmt-ignore
const SITUATIONS = {
  'off': () => ({ ...nothing, state: { is: 'off' } }),
  'off with a kept certificate': ({ managed }) => ({ state: { is: 'off' }, current: managed, https: false }),
  'checking': (at) => ({ ...nothing, state: { is: 'checking', run: run(at), attempt: null } }),
  'blocked': (at) => ({ ...nothing, state: { is: 'blocked', run: run(at), problems: [ELSEWHERE], since: at.now - HOUR, until: at.now + 10 * MINUTE } }),
  'blocked for one of two names': (at) => ({ ...nothing, state: { is: 'blocked', run: run(at, { names: [HOST, SHOP] }), problems: [{ ...ELSEWHERE, name: SHOP }], since: at.now - HOUR, until: at.now + 10 * MINUTE } }),
  'issuing': (at) => ({ ...nothing, state: { is: 'issuing', run: run(at), attempt: 'an-attempt' } }),
  'waiting after a failed attempt': (at) => ({ ...nothing, state: { is: 'waiting', run: run(at, { failed: 2 }), attempt: null, cause: 'failed', problem: UNREACHED, until: at.now + 12 * MINUTE } }),
  'held by a limit of the CA': (at) => ({ ...nothing, state: { is: 'waiting', run: run(at), attempt: null, cause: 'held', problem: { ...LIMITED, retryAt: at.now + 8 * DAY }, until: at.now + 8 * DAY } }),
  'held for an operator': (at) => ({ ...nothing, state: { is: 'waiting', run: run(at), attempt: null, cause: 'held', problem: problem('ca-account', 'The account was deactivated.', { name: null }), until: null } }),
  'deploying': (at) => ({ ...nothing, state: { is: 'deploying', run: run(at), candidate: candidateOf(at.managed), dirty: null, problem: null, until: at.now + MINUTE } }),
  'active': ({ now, managed }) => ({ state: { is: 'active', until: now + 60 * DAY }, current: managed, https: true }),
  'renewing': (at) => ({ state: { is: 'issuing', run: run(at, { why: 'renewal' }), attempt: 'an-attempt' }, current: at.managed, https: true }),
  'active without one name': ({ now, managed }) => ({ state: { is: 'active', until: now + 60 * DAY, leftOut: { names: [SHOP], since: now - DAY, until: now + HOUR } }, current: managed, https: true }),
  'own certificate': ({ own }) => ({ state: { is: 'active', until: null }, current: own, https: true }),
  'failed': () => ({ ...nothing, state: { is: 'failed', problem: UNREACHED, names: [HOST], until: null } }),
  'failed renewal': ({ now, managed }) => ({ state: { is: 'failed', problem: UNREACHED, names: [HOST], until: now + 4 * HOUR }, current: managed, https: true }),
  'failed, expired': ({ now }) => ({ ...nothing, state: { is: 'failed', problem: problem('expired', ''), names: [HOST], until: now + 20 * HOUR } }),
  'not on every edge': (at) => ({ ...nothing, row: { propagated: false }, state: { is: 'checking', run: run(at), attempt: null } }),
  'not active, with a certificate': ({ managed }) => ({ row: { active: false }, state: { is: 'active', until: null }, current: managed, https: true }),
  'suspended by an operator': (at) => ({ ...nothing, row: { suspended: true, suspendDate: at.now, suspendReason: 'unpaid bills' }, state: { is: 'waiting', run: run(at), attempt: null, cause: 'held', problem: problem('suspended', '', { name: null }), until: null } }),
  'deleting': (at) => ({ ...nothing, row: { active: false }, state: { is: 'deleting', until: at.now + MINUTE } }),
  'suspended': (at) => ({ ...nothing, row: { active: false }, state: { is: 'waiting', run: run(at), attempt: null, cause: 'held', problem: problem('suspended', '', { name: null }), until: null } }),
} satisfies Record<string, Make>
export type SituationName = keyof typeof SITUATIONS
/** Those in which there is something to see: a resource that is being deleted is gone for its client. */
// The cast: these are the keys of that record.
export const NAMES = (Object.keys(SITUATIONS) as SituationName[]).filter((name) => name !== 'deleting')

function candidateOf(served: Current): Candidate {
  const { alarmed: _, ...candidate } = served
  return candidate
}

/** The certificate of `id` as what is served. */
async function servedOf(world: World, id: string): Promise<Current> {
  const row = await world.store.certificate(id)
  if (!row) throw new Error(`There is no certificate ${id}.`)
  const { kind, serial, names, notBefore, notAfter, directory, account } = row
  const issuer = directory !== null && account !== null ? { directory, account } : null
  return { kind, certificate: id, serial, names, notBefore, notAfter, issuer, alarmed: 0 }
}

/** Puts a resource into a situation, with no work to be done; its certificates are given by id. Gives what the lifecycle has
 *  then, and its version. */
export async function put(
  world: World,
  resource: number,
  name: SituationName,
  certificates: { readonly managed: string; readonly own: string; readonly objects: Objects },
) {
  const at = {
    now: world.now(),
    managed: await servedOf(world, certificates.managed),
    own: await servedOf(world, certificates.own),
  }
  const make: Make = SITUATIONS[name]
  const { row = {}, ...situation } = make(at)
  const { state } = situation
  const owned = situation.current?.kind === 'own'
  const covered = 'run' in state ? state.run?.names : 'leftOut' in state ? state.leftOut?.names : []
  return world.store.transition(resource, () => ({
    step: { ...situation, effects: [] },
    event: 'put',
    detail: {},
    at: at.now,
    notices: [],
    process: [],
    resource: {
      active: true,
      suspended: false,
      suspendDate: null,
      suspendReason: null,
      propagated: true,
      ...row,
      secondaryHostnames: covered?.includes(SHOP) ? [SHOP] : [],
      sslData: owned ? certificates.objects.own : certificates.objects.managed,
    },
  }))
}

/** The ids of the certificate objects. */
export type Objects = { readonly managed: number; readonly own: number; readonly spare: number }

// The documents every PoP shall hold for a resource, worked out anew from what the store says: never a delta.

import { covers } from '@wellknown/hostname'
import type { Config } from '@wellknown/wire'
import { z } from 'zod'
import type { ClientId, OriginGroup, ResourceId, Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { configOf } from './host-config.ts'
import { publishTokens } from './tokens.ts'

/** A certificate document as wanted: it names the certificate; the key is sealed for each PoP when it is pushed. */
export const wantedCertificate = z.object({
  certificate: z.string(),
  tlsVersions: z.array(z.enum(['TLSv1.2', 'TLSv1.3'])).min(1),
})
type WantedCertificate = z.infer<typeof wantedCertificate>

/** The hosts a resource answers for: its names, and those its certificate still covers while a rename is under way. */
export function hostsOf({ resource, current, https }: Saved): readonly string[] {
  return [...new Set([...namesOf(resource), ...(https && current ? current.names : [])])]
}

/** Which hosts of `saved` a certificate for these names speaks for; it may hold others that are none of ours. */
export const coveredHosts = (saved: Saved, names: readonly string[]): readonly string[] =>
  hostsOf(saved).filter((host) => names.some((name) => covers(name, host)))

/** Wants every document of `saved` as it is now, and gives its hosts, those that are let go included. */
export async function wantDocuments(world: World, saved: Saved): Promise<readonly string[]> {
  const { id, client } = saved.resource
  const rules = await world.store.rules(id)
  const config = configOf(saved, rules, await groupsOf(world, client, [saved.resource, ...rules]))
  const own = namesOf(saved.resource)
  const held = await world.store.allWanted(id)
  const hosts = new Set([...hostsOf(saved), ...held.map(({ host }) => host)])
  for (const host of hosts) {
    const ours = own.includes(host)
    // A name we no longer have may be another resource's by now; only what is still ours is changed.
    const stillOurs = held.some((document) => document.host === host)
    if (!ours && !stillOurs) continue
    const kept = ours || hostsOf(saved).includes(host)
    await want(
      world,
      id,
      host,
      'config',
      kept ? JSON.stringify({ ...config, ...tlsSeen(host, saved) }) : null,
    )
    await want(world, id, host, 'certificate', kept ? certificateFor(host, saved) : null)
  }
  await publishTokens(world, id, [...hosts])
  return [...hosts]
}

/** The origin groups that these name. */
async function groupsOf(
  { store }: Pick<World, 'store'>,
  client: ClientId,
  named: readonly { readonly originGroup: number | null }[],
): Promise<ReadonlyMap<number, OriginGroup>> {
  const ids = new Set(named.flatMap(({ originGroup }) => originGroup ?? []))
  const groups = await Promise.all([...ids].map((id) => store.originGroup(client, id)))
  return new Map(groups.flatMap((group) => (group ? [[group.id, group] as const] : [])))
}

/** Nothing of a resource stays at the edges. */
export async function unwantDocuments(world: World, resource: ResourceId): Promise<readonly string[]> {
  const held = await world.store.allWanted(resource)
  for (const { host, kind } of held) await want(world, resource, host, kind, null)
  return [...new Set(held.map(({ host }) => host))]
}

async function want(
  world: World,
  resource: ResourceId,
  host: string,
  kind: 'config' | 'certificate' | 'tokens',
  body: string | null,
): Promise<void> {
  // What was never there need not be taken away.
  if (body === null && (await world.store.wanted(host, kind)) === null) return
  // A configuration that another key signs is another document: edges hold it under a revision of its own.
  const keyid = kind === 'config' && body !== null ? world.signingKey.keyid : null
  await world.store.want({ host, kind, resource, body, keyid }, world.now())
}

/** What is current was seen on every PoP in service that terminates TLS (P14). */
const tlsSeen = (host: string, { https, current }: Saved): Pick<Config, 'tlsSeen'> =>
  https && current?.names.some((name) => covers(name, host)) ? { tlsSeen: true } : {}

/** The candidate while it is deployed, else what is served while HTTPS is on. A name a candidate does not cover keeps
 *  the certificate it has. */
function certificateFor(host: string, { resource, state, current, https }: Saved): string | null {
  const candidate = state.is === 'deploying' ? state.candidate : null
  const served = https ? current : null
  const chosen = [candidate, served].find((each) => each?.names.some((name) => covers(name, host)))
  if (!chosen) return null
  const document: WantedCertificate = {
    certificate: chosen.certificate,
    tlsVersions: versionsOf(resource.options),
  }
  return JSON.stringify(document)
}

/** Option `tls_versions`. Versions below 1.2 are not served; without the option, or with nothing left of it, both are. */
function versionsOf(options: Saved['resource']['options']): WantedCertificate['tlsVersions'] {
  const option = z
    .object({ enabled: z.literal(true), value: z.array(z.string()) })
    .safeParse(options['tls_versions'])
  const all = ['TLSv1.2', 'TLSv1.3'] as const
  const chosen = option.success ? all.filter((version) => option.data.value.includes(version)) : []
  return chosen.length > 0 ? [...chosen] : [...all]
}

import { Accordion, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, take } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { DnsRecord } from '../../parts/dns-record.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { SIGNS } from '../../words.ts'
import { hintFor, PROVIDERS } from '../../providers.ts'

export const recordsToSet = (name: string) =>
  queryOptions({
    queryKey: ['records', name],
    queryFn: () => take(api.GET('/cdn/ssl/le/records', { params: { query: { name } } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** DNS is asked so often while somebody looks: a record that was just set is seen soon, and no server is pestered. */
const LOOK_EVERY_MS = 30_000

const lead = (name: string) =>
  queryOptions({
    queryKey: ['records', name, 'seen'],
    queryFn: async () => {
      const query = { name, look: 'true' }
      return (await take(api.GET('/cdn/ssl/le/records', { params: { query } }))).seen
    },
    refetchInterval: LOOK_EVERY_MS,
    retry: false,
  })

/** What to set in DNS: to lead here, to have the certificate before that, and to let nobody else issue. */
export function RecordsCard({
  names,
  before,
}: {
  readonly names: readonly string[]
  /** How the records of a certificate before the switch are put to use; left out where there is no resource yet. */
  readonly before?: { readonly on: boolean; readonly how: ReactNode }
}) {
  const [chosen, setChosen] = useState(names[0] ?? '')
  const [provider, setProvider] = useState('')
  const name = names.includes(chosen) ? chosen : (names[0] ?? '')
  const query = useQuery(recordsToSet(name))
  return (
    <Card title="What to set in DNS">
      <Stack>
        {names.length > 1 && (
          <NativeSelect
            label="Hostname"
            data={[...names]}
            value={chosen}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
        )}
        <Loaded query={query}>
          {({ lead: record, apex, permission, delegation }) => (
            <Stack>
              <Text size="sm">
                {apex
                  ? 'This name is the top of a domain, where no CNAME can stand: set an ALIAS or ANAME, or let your provider flatten it, with this value.'
                  : 'This leads visitors, and the certificate authority, to our CDN.'}
              </Text>
              <DnsRecord record={apex ? { ...record, type: 'ALIAS' } : record} />
              <Seen name={name} />
              <NativeSelect
                label="How your DNS provider does it"
                data={[{ value: '', label: 'Choose your provider…' }, ...PROVIDERS]}
                value={provider}
                onChange={({ currentTarget }) => setProvider(currentTarget.value)}
              />
              {provider !== '' && <Text size="sm">{hintFor(provider, apex)}</Text>}
              <Accordion variant="separated" order={3} defaultValue={before?.on ? 'before' : null}>
                {delegation.length > 0 && (
                  <Accordion.Item value="before">
                    <Accordion.Control>Get the certificate before you switch DNS</Accordion.Control>
                    <Accordion.Panel>
                      <Stack>
                        <Text size="sm">
                          Set {delegation.length === 1 ? 'this record' : 'these records'} for each hostname,{' '}
                          {before
                            ? 'then turn on the proof by DNS below.'
                            : 'and turn on the proof by DNS on the resource, under Hostnames and DNS.'}{' '}
                          The name may go on leading elsewhere: the certificate is issued and on our servers
                          when you switch.
                        </Text>
                        {delegation.map((each) => (
                          <DnsRecord key={each.value} record={each} />
                        ))}
                        <Delegated name={name} />
                        {before?.how}
                      </Stack>
                    </Accordion.Panel>
                  </Accordion.Item>
                )}
                {permission && (
                  <Accordion.Item value="caa">
                    <Accordion.Control>Let nobody else issue for this name</Accordion.Control>
                    <Accordion.Panel>
                      <Stack>
                        <Text size="sm">
                          With this CAA record only this certificate authority issues, and only for our
                          account (RFC 8657). Not needed, and safe to add.
                        </Text>
                        <DnsRecord record={permission} />
                      </Stack>
                    </Accordion.Panel>
                  </Accordion.Item>
                )}
              </Accordion>
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Card>
  )
}

const LEADS = {
  here: ['good', 'It leads here'],
  elsewhere: ['bad', 'It leads elsewhere'],
  nowhere: ['bad', 'It leads nowhere yet'],
  unknown: ['held', 'It could not be looked up'],
} as const

/** Whether those records are there: a proof by DNS is taken from then on. */
function Delegated({ name }: { readonly name: string }) {
  const { data } = useQuery(lead(name))
  if (!data?.delegation) return null
  const { stands, evidence } = data.delegation
  return (
    <div role="status">
      <span className="badge" data-tone={stands ? 'good' : 'none'}>
        <span aria-hidden="true">{stands ? SIGNS.good : SIGNS.none}</span>
        <span>{stands ? 'The records are there' : 'Not there yet'}</span>
      </span>
      {!stands && (
        <Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
          {evidence}
        </Text>
      )}
    </div>
  )
}

/** Where the name leads now, and when that was looked at. What was seen stays while a later look fails. */
function Seen({ name }: { readonly name: string }) {
  const { data } = useQuery(lead(name))
  if (!data) return null
  const [tone, text] = LEADS[data.leads]
  return (
    <div role="status">
      <Group gap="xs">
        <span className="badge" data-tone={tone}>
          <span aria-hidden="true">{SIGNS[tone]}</span>
          <span>{text}</span>
        </span>
        <Text size="xs" c="dimmed" component="span">
          Last checked <Time at={data.at} />; checked again while you look
        </Text>
      </Group>
      {data.evidence !== '' && data.leads !== 'here' && (
        <Text size="sm" ff="monospace" mt={4} style={{ overflowWrap: 'anywhere' }}>
          {name}: {data.evidence}
        </Text>
      )}
    </div>
  )
}

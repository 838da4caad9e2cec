import { Accordion, NativeSelect, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, take } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { DnsRecord } from '../../parts/dns-record.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { hintFor, PROVIDERS } from '../../providers.ts'

const recordsToSet = (name: string) =>
  queryOptions({
    queryKey: ['records', name],
    queryFn: () => take(api.GET('/cdn/ssl/le/records', { params: { query: { name } } })),
    staleTime: Number.POSITIVE_INFINITY,
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
  const query = useQuery(recordsToSet(names.includes(chosen) ? chosen : (names[0] ?? '')))
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
          {({ lead, apex, permission, delegation }) => (
            <Stack>
              <Text size="sm">
                {apex
                  ? 'This name is the top of a domain, where no CNAME can stand: set an ALIAS or ANAME, or let your provider flatten it, with this value.'
                  : 'This leads visitors, and the certificate authority, to our CDN.'}
              </Text>
              <DnsRecord record={apex ? { ...lead, type: 'ALIAS' } : lead} />
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
                        {delegation.map((record) => (
                          <DnsRecord key={record.value} record={record} />
                        ))}
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

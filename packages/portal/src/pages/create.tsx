import { Fieldset, Group, Radio, Stack, Switch, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { api, take } from '../api/client.ts'
import { asFault, faultOf } from '../api/fault.ts'
import { useOnce } from '../api/once.ts'
import { ownCertificates } from '../api/queries.ts'
import { useDraft } from '../parts/draft.ts'
import { FaultNote } from '../parts/fault-note.tsx'
import { ActButton } from '../parts/guarded.tsx'
import { readNames } from './resource/names.ts'
import { RecordsCard, recordsToSet } from './resource/records-card.tsx'

const FIELDS = ['cname', 'secondaryHostnames', 'origin', 'sslData', 'sslEnabled']
const PAUSE_MS = 600
/** So many labels make a name worth asking about. */
const LOOKS_WHOLE = /^[^\s.]+(\.[^\s.]+)+$/

/** A resource and its certificate, asked for in the same form (P1). */
export function Create() {
  const [cname, setCname] = useDraft('create-cname')
  const [others, setOthers] = useDraft('create-others')
  const [origin, setOrigin] = useDraft('create-origin')
  const [https, setHttps] = useState(true)
  const [certificate, setCertificate] = useState('managed')
  const own = useQuery(ownCertificates).data?.results ?? []
  const [, go] = useLocation()
  const queries = useQueryClient()
  const once = useOnce()
  const creating = useMutation({
    onSettled: (_, error) => once.settle(error),
    mutationFn: async () => {
      const name = (cname ?? '').trim()
      // One call, so that what is refused leaves nothing behind.
      const choice = certificate === 'managed' ? { ssl_automated: true } : { sslData: Number(certificate) }
      const ssl = https ? { sslEnabled: true, ...choice } : {}
      const body = {
        cname: name,
        origin: (origin ?? '').trim(),
        secondaryHostnames: readNames(others ?? ''),
        ...ssl,
      }
      return take(api.POST('/cdn/resources', { body, headers: once.headersFor(body) }))
    },
    onSuccess: async ({ id }) => {
      for (const forget of [setCname, setOthers, setOrigin]) forget(null)
      go(`/resources/${id}`)
      await queries.invalidateQueries({ queryKey: ['resources'] })
    },
  })
  const fault = creating.error && asFault(creating.error)
  const [settled] = useDebouncedValue((cname ?? '').trim(), PAUSE_MS)
  const whole = LOOKS_WHOLE.test(settled)
  const { error: unknown } = useQuery({ ...recordsToSet(settled), enabled: whole })
  // What was typed is at fault, and not the card that asked about it.
  const slip =
    whole && settled === (cname ?? '').trim() && unknown !== null
      ? faultOf(asFault(unknown), 'name')
      : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    creating.mutate()
  }
  return (
    <Stack mt="md">
      <Title order={1} size="h3">
        Create a CDN resource
      </Title>
      <div className="halves">
        <form className="card" onSubmit={submit}>
          <Stack>
            <TextInput
              label="Hostname"
              description="The name your visitors use, of a domain of your own"
              placeholder="www.example.com"
              value={cname ?? ''}
              onChange={({ currentTarget }) => setCname(currentTarget.value)}
              error={faultOf(fault, 'cname') ?? slip}
              spellCheck={false}
              autoComplete="off"
              required
            />
            <Textarea
              label="Secondary hostnames"
              description="One a line, up to ten; one certificate covers them all"
              autosize
              minRows={2}
              value={others ?? ''}
              onChange={({ currentTarget }) => setOthers(currentTarget.value)}
              error={faultOf(fault, 'secondaryHostnames')}
              spellCheck={false}
            />
            <TextInput
              label="Origin"
              description="Where we fetch from what we do not have yet"
              placeholder="origin.example.com"
              value={origin ?? ''}
              onChange={({ currentTarget }) => setOrigin(currentTarget.value)}
              error={faultOf(fault, 'origin') ?? faultOf(fault, 'originGroup')}
              spellCheck={false}
              autoComplete="off"
              required
            />
            <Switch
              label="Enable HTTPS"
              checked={https}
              onChange={({ currentTarget }) => setHttps(currentTarget.checked)}
            />
            {https && (
              <Fieldset legend="Certificate">
                <Radio.Group
                  aria-label="Certificate"
                  value={certificate}
                  onChange={setCertificate}
                  error={faultOf(fault, 'sslData') ?? faultOf(fault, 'sslEnabled')}
                >
                  <Stack gap="xs">
                    <Radio
                      value="managed"
                      label="Get free Let’s Encrypt certificate"
                      description="Issued as soon as your hostnames lead here, and renewed by itself"
                    />
                    {own.map(({ id, name }) => (
                      <Radio key={id} value={String(id)} label={`Use my own: ${name}`} />
                    ))}
                  </Stack>
                </Radio.Group>
              </Fieldset>
            )}
            {fault && !Object.keys(fault.fields).some((field) => FIELDS.includes(field)) && (
              <FaultNote error={fault} />
            )}
            <Group>
              <ActButton type="submit" loading={creating.isPending}>
                Create resource
              </ActButton>
            </Group>
          </Stack>
        </form>
        {whole && slip === undefined ? (
          <RecordsCard names={[settled]} />
        ) : (
          <Text size="sm" c="dimmed" p="md">
            Give a hostname to see which DNS record to set. You can set it now or later: we look again by
            ourselves, and no attempt is spent until it leads here.
          </Text>
        )}
      </div>
    </Stack>
  )
}

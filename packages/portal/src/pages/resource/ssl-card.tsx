import { Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { actions, diagnosis } from '../../api/queries.ts'
import { Card } from '../../parts/card.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActSwitch } from '../../parts/guarded.tsx'
import { Time } from '../../parts/time.tsx'
import { meaningOf, MOVERS, requestOf } from '../../words.ts'
import { ActionDialog } from './action-dialog.tsx'
import { CertificateChoice } from './certificate-choice.tsx'
import { Countdown } from './countdown.tsx'
import { OptionSwitch } from './option-switch.tsx'
import { perform, type Resource } from './perform.ts'
import { REDIRECT, Visitors } from './visitors.tsx'

/** The switch, the kind of certificate, and how it stands. */
export function SslCard({ resource }: { readonly resource: Resource }) {
  const { data } = useQuery(diagnosis(resource.id))
  const [disabling, setDisabling] = useState(false)
  const queries = useQueryClient()
  const enabling = useMutation({
    mutationFn: () => perform('enable', resource),
    onSuccess: () => queries.invalidateQueries(),
  })
  const { certificate, sslEnabled, status } = resource
  const request = requestOf(certificate, status === 'processed')
  const possible = useQuery(actions(resource.id)).data?.find(
    ({ action }) => action === (sslEnabled ? 'disable' : 'enable'),
  )
  return (
    <Card title="SSL">
      <Stack gap="sm">
        <Group gap="xl" align="flex-start">
          <ActSwitch
            label="Enable HTTPS"
            why={possible?.why_not ?? null}
            checked={sslEnabled}
            disabled={enabling.isPending}
            onChange={({ currentTarget }) => (currentTarget.checked ? enabling.mutate() : setDisabling(true))}
          />
          <CertificateChoice resource={resource} />
        </Group>
        <FaultNote error={enabling.error} />
        <Text>{meaningOf(certificate, resource.active && !resource.suspended)}</Text>
        {request !== null && <Text size="sm">{request}</Text>}
        {data && <Next told={data} />}
        <Visitors resource={resource} told={data} />
        <OptionSwitch
          resource={resource}
          option={REDIRECT}
          label="Redirect http:// to https://"
          description="At each edge only once it serves a certificate for the name; suspended while HTTPS is off"
        />
      </Stack>
      {disabling && (
        <ActionDialog
          action="disable"
          name="Disable HTTPS"
          resource={resource}
          onClose={() => setDisabling(false)}
          onDone={() => setDisabling(false)}
        />
      )}
    </Card>
  )
}

/** Who moves next, when, and why. */
function Next({ told: { next, state, problems, label } }: { readonly told: Schemas['Diagnosis'] }) {
  const who = MOVERS[next.who] ?? next.who
  const counting = state === 'waiting' && next.at !== null
  return (
    <Stack gap={4}>
      {label === 'Processing' && problems[0] && (
        <Text size="sm">
          <b>Details:</b> {problems[0].explanation} {problems[0].evidence}
        </Text>
      )}
      <Text size="sm" component="div">
        <b>{who === MOVERS['ca'] ? `${who} moves next.` : `${who} move next.`}</b> {next.why}{' '}
        {counting && next.at && label !== 'Held' && (
          <Countdown
            at={next.at}
            before="The next issuing attempt happens automatically in "
            after="It starts now."
          />
        )}
        {counting && next.at && label === 'Held' && (
          <>
            In the queue, expected <Time at={next.at} how="day" /> (<Time at={next.at} how="distance" />
            ).
          </>
        )}
        {!counting && next.at && <When who={next.who} state={state} at={next.at} />}
      </Text>
    </Stack>
  )
}

/** What happens at that time: we act, what is served ends, or we look whether the others have moved. */
function When({ who, state, at }: { readonly who: string; readonly state: string; readonly at: string }) {
  if (Date.parse(at) <= Date.now()) return null
  const what = who === 'us' ? 'That is due' : state === 'active' ? 'It ends' : 'We look again'
  return (
    <>
      {what} <Time at={at} how="distance" /> (<Time at={at} />
      ).
    </>
  )
}

import { Group, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { diagnosis } from '../../api/queries.ts'
import { Card } from '../../parts/card.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { Time } from '../../parts/time.tsx'
import { meaningOf, MOVERS } from '../../words.ts'
import { ActionDialog } from './action-dialog.tsx'
import { CertificateChoice } from './certificate-choice.tsx'
import { Countdown } from './countdown.tsx'
import { isOn, OptionSwitch } from './option-switch.tsx'
import { perform, type Resource } from './perform.ts'

const REDIRECT = 'redirect_http_to_https'

/** The switch, the kind of certificate, and how it stands. */
export function SslCard({ resource }: { readonly resource: Resource }) {
  const { data } = useQuery(diagnosis(resource.id))
  const [disabling, setDisabling] = useState(false)
  const queries = useQueryClient()
  const enabling = useMutation({
    mutationFn: () => perform('enable', resource),
    onSuccess: () => queries.invalidateQueries(),
  })
  const { certificate, sslEnabled } = resource
  return (
    <Card title="SSL">
      <Stack gap="sm">
        <Group gap="xl" align="flex-start">
          <Switch
            label="Enable HTTPS"
            checked={sslEnabled}
            disabled={enabling.isPending}
            onChange={({ currentTarget }) => (currentTarget.checked ? enabling.mutate() : setDisabling(true))}
          />
          <CertificateChoice resource={resource} />
        </Group>
        <FaultNote error={enabling.error} />
        <Text>{meaningOf(certificate)}</Text>
        {data && <Next told={data} />}
        <Visitors resource={resource} />
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
        <b>{who === 'We' || who === 'You' ? `${who} move next.` : `${who} moves next.`}</b> {next.why}{' '}
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
        {!counting && next.at && Date.parse(next.at) > Date.now() && <Time at={next.at} />}
      </Text>
    </Stack>
  )
}

/** P24: what visitors see, and what becomes of the redirect. */
function Visitors({ resource }: { readonly resource: Resource }) {
  const { certificate, cname } = resource
  const redirecting = isOn(resource, REDIRECT)
  return (
    <Text size="sm" c="dimmed" component="div">
      {certificate.serving && certificate.valid_until ? (
        <>
          Visitors of https://{cname} are served with a certificate that is valid until{' '}
          <Time at={certificate.valid_until} how="day" />.
          {redirecting && ` http://${cname} is redirected there at each edge that serves it.`}
        </>
      ) : (
        <>
          Meanwhile https://{cname} is refused at the handshake, never answered with somebody else’s
          certificate; http://{cname} is served.
          {redirecting &&
            ' The redirect to HTTPS waits until the edge in question serves a certificate for the name.'}
        </>
      )}
    </Text>
  )
}

import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import type { Schemas } from '../../api/client.ts'
import { actions } from '../../api/queries.ts'
import { useWhyReadOnly } from '../../api/role.ts'
import { Card } from '../../parts/card.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { nameOf, tellWhyNot, type Action } from '../../words.ts'
import { ActionDialog } from './action-dialog.tsx'
import { CONSEQUENCES } from './consequences.ts'
import { Countdown } from './countdown.tsx'
import { perform, type Resource } from './perform.ts'

type Told = Schemas['Actions'][number]

const DANGEROUS: readonly Action[] = ['disable', 'revoke', 'delete', 'abort']

/** A button for every action: the API says which are possible now, and why not the others. */
export function ActionsCard({ resource }: { readonly resource: Resource }) {
  const query = useQuery(actions(resource.id))
  return (
    <Card title="What you can do">
      <Loaded query={query}>{(told) => <Buttons resource={resource} told={told} />}</Loaded>
    </Card>
  )
}

function Buttons({ resource, told }: { readonly resource: Resource; readonly told: readonly Told[] }) {
  const [asking, setAsking] = useState<Action | null>(null)
  const [, go] = useLocation()
  const queries = useQueryClient()
  const doing = useMutation({
    mutationFn: (action: Action) => perform(action, resource),
    onSuccess: () => queries.invalidateQueries(),
  })
  const kept = resource.certificate.state === 'off' && resource.certificate.kind === 'managed'
  const name = (action: Action, accepted: boolean): string =>
    nameOf(action, resource.certificate, { kept, accepted })
  // Own certificates are chosen beside the switch, where there is something to choose from.
  const listed = told.filter(({ action }) => action !== 'own')
  const [possible, others] = [
    listed.filter(({ accepted }) => accepted),
    listed.filter(({ accepted }) => !accepted),
  ]
  const start = (action: Action): void => {
    const atOnce =
      CONSEQUENCES[action] === undefined || (action === 'retry' && resource.certificate.state === 'blocked')
    if (atOnce) doing.mutate(action)
    else setAsking(action)
  }
  return (
    <Stack gap="xs">
      {possible.map(({ action }, index) => (
        <Button
          key={action}
          data-action={action}
          variant={index === 0 && !DANGEROUS.includes(action) ? 'filled' : 'default'}
          loading={doing.isPending && doing.variables === action}
          onClick={() => start(action)}
        >
          {name(action, true)}
        </Button>
      ))}
      <FaultNote error={doing.error} />
      {others.length > 0 && (
        <Stack gap="xs" component="section" aria-label="Not possible now">
          <Text size="sm" c="dimmed" mt={4}>
            Not possible now
          </Text>
          {others.map((each) => (
            <Inactive key={each.action} told={each} name={name(each.action, false)} />
          ))}
        </Stack>
      )}
      {asking && (
        <ActionDialog
          action={asking}
          name={name(asking, true)}
          resource={resource}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null)
            if (asking === 'delete') go('/resources')
          }}
        />
      )}
    </Stack>
  )
}

/** A dead button that says why, and when it comes alive. It can be reached by keyboard, so that the reason is read out. */
function Inactive({
  told: { action, why_not: why, not_before: at },
  name,
}: {
  readonly told: Told
  readonly name: string
}) {
  const id = useId()
  const said = tellWhyNot(why, useWhyReadOnly())
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        fullWidth
        data-disabled
        aria-disabled="true"
        data-action={action}
        aria-describedby={id}
      >
        {name}
      </Button>
      <Text size="xs" c="dimmed" mt={3} id={id} component="div">
        {at === null ? said : <Countdown at={at} before="Possible again in " after="Possible in a moment." />}
      </Text>
    </div>
  )
}

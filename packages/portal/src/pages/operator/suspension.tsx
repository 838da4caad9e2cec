import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, demand, type Schemas } from '../../api/client.ts'
import { asFault, faultOf } from '../../api/fault.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { ConsequenceList } from '../../parts/consequence-list.tsx'
import { useDraft } from '../../parts/draft.ts'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton } from '../../parts/guarded.tsx'

type Listed = Pick<Schemas['OperatorList']['results'][number], 'id' | 'cname' | 'suspended'>

const TAKEN = [
  ['Visitors', 'Every edge answers them with 403, and the origin is not asked.'],
  ['Certificate', 'It is kept, and serves that answer. Nothing is ordered or renewed meanwhile.'],
  ['The customer', 'They are told by mail and webhook, read your reason, and cannot undo it.'],
  ['A way back', 'Yes: put it back, and what waited goes on where it stood.'],
] as const
const BACK = [
  ['Visitors', 'They are served again, unless the customer has switched the resource off.'],
  ['Certificate', 'The names are looked at first; then what waited goes on where it stood.'],
  ['The customer', 'They are told that it is over.'],
] as const

/** Takes a resource out of service for a reason that its customer reads, or puts it back. */
export function Suspension({ resource }: { readonly resource: Listed }) {
  const { id, cname, suspended } = resource
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const resuming = useMutation({
    mutationFn: () => demand(api.POST('/operator/resources/{id}/unsuspend', { params: { path: { id } } })),
    onSuccess: async () => {
      setAsking(false)
      await queries.invalidateQueries({ queryKey: ['operator'] })
    },
  })
  return (
    <>
      <ActButton
        size="compact-sm"
        variant="default"

        aria-label={suspended ? `Put back ${cname}` : `Suspend ${cname}`}
        onClick={() => {
          resuming.reset()
          setAsking(true)
        }}
      >
        {suspended ? 'Put back' : 'Suspend'}
      </ActButton>
      {asking && suspended && (
        <Confirm
          title={`Put ${cname} back?`}
          verb="Put back"
          lines={BACK}
          doing={resuming}
          onClose={() => setAsking(false)}
        />
      )}
      {asking && !suspended && <Suspend resource={resource} onClose={() => setAsking(false)} />}
    </>
  )
}

function Suspend({
  resource: { id, cname },
  onClose,
}: {
  readonly resource: Listed
  readonly onClose: () => void
}) {
  const [reason, setReason] = useDraft(`suspend-${id}`)
  const queries = useQueryClient()
  const suspending = useMutation({
    mutationFn: () =>
      demand(
        api.POST('/operator/resources/{id}/suspend', {
          params: { path: { id } },
          body: { reason: reason ?? '' },
        }),
      ),
    onSuccess: async () => {
      setReason(null)
      onClose()
      await queries.invalidateQueries({ queryKey: ['operator'] })
    },
  })
  const fault = suspending.error && asFault(suspending.error)
  const told = faultOf(fault, 'reason')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    suspending.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={`Suspend ${cname}?`} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <ConsequenceList lines={TAKEN} />
          <Textarea
            label="Reason, shown to the customer"
            autosize
            minRows={2}
            maxLength={500}
            value={reason ?? ''}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            error={told}
            required
          />
          {told === undefined && <FaultNote error={suspending.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it as it is
            </Button>
            <Button type="submit" color="red" loading={suspending.isPending}>
              Suspend
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

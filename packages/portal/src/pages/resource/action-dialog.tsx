import { Button, Checkbox, Group, Modal, NativeSelect, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asFault, faultOf } from '../../api/fault.ts'
import { ConsequenceList } from '../../parts/consequence-list.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import type { Action } from '../../words.ts'
import { BudgetLines } from './budget-lines.tsx'
import { CONSEQUENCES, COSTS, type Consequences } from './consequences.ts'
import { LockOut } from './lock-out.tsx'
import { detach, perform, type Resource, type Wish } from './perform.ts'

/** Those a CA takes from a subscriber (RFC 5280 §5.3.1). */
const REASONS = [
  { value: '5', label: 'The site ceases to use it' },
  { value: '4', label: 'It is superseded by another one' },
  { value: '1', label: 'Its key may be known to others' },
  { value: '0', label: 'No reason given' },
]

type Props = {
  readonly action: Action | 'detach'
  readonly name: string
  readonly resource: Resource
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Asks before something is done that takes away, or that costs. */
export function ActionDialog({ action, name, resource, onClose, onDone }: Props) {
  const [wish, setWish] = useState<Wish>({})
  const queries = useQueryClient()
  const doing = useMutation({
    mutationFn: () => (action === 'detach' ? detach(resource, wish) : perform(action, resource, wish)),
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries()
    },
  })
  const meant = CONSEQUENCES[action]
  const fault = doing.error && asFault(doing.error)
  // P24: the API asks for a confirmation of its own where browsers were told to come over HTTPS only.
  const told = faultOf(fault, 'sslEnabled')
  const hsts = told?.includes('confirm_hsts') ? told : null
  return (
    <Modal opened onClose={onClose} title={`${name}?`} size="lg">
      <Stack>
        {meant && <ConsequenceList lines={linesOf(meant)} />}
        {action !== 'detach' && COSTS.includes(action) && <BudgetLines name={resource.cname} />}
        {action === 'reissue' && (
          <Checkbox
            label="Revoke the old certificate once the new one is seen serving"
            checked={wish.revokeOld ?? false}
            onChange={({ currentTarget }) => setWish({ ...wish, revokeOld: currentTarget.checked })}
          />
        )}
        {action === 'revoke' && (
          <NativeSelect
            label="Reason, as the certificate authority records it"
            data={REASONS}
            onChange={({ currentTarget }) => setWish({ ...wish, reason: Number(currentTarget.value) })}
          />
        )}
        {hsts === null ? <FaultNote error={doing.error} /> : <LockOut told={hsts} />}
        {(hsts !== null || wish.confirmHsts !== undefined) && (
          <Checkbox
            label="Turn HTTPS off all the same"
            checked={wish.confirmHsts ?? false}
            onChange={({ currentTarget }) => setWish({ ...wish, confirmHsts: currentTarget.checked })}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it as it is
          </Button>
          <Button
            color={meant?.danger ? 'red' : 'pine'}
            loading={doing.isPending}
            onClick={() => doing.mutate()}
          >
            {name}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

const linesOf = ({ visitors, kept, revoked, back }: Consequences) =>
  [
    ['Visitors', visitors],
    ['Kept', kept],
    ['Revoked', revoked],
    ['A way back', back],
  ] as const

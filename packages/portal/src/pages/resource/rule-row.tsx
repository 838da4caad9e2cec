import { Group, Modal, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand } from '../../api/client.ts'
import { readDraft } from '../../api/session.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton, ActSwitch } from '../../parts/guarded.tsx'
import { Row } from '../../parts/table.tsx'
import { Verdict } from './pattern-check.tsx'
import { draftOf, RuleForm, type Rule } from './rule-form.tsx'

/** A rule, what it catches, and what can be done with it. `onUp` and `onDown` change its place with its neighbour;
 *  null: there is none. */
export function RuleRow({
  resource,
  rule,
  moving,
  onUp,
  onDown,
}: {
  readonly resource: number
  readonly rule: Rule
  readonly moving: boolean
  readonly onUp: (() => void) | null
  readonly onDown: (() => void) | null
}) {
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['resource', resource] })
  // What was typed into it before the page was loaded anew is shown again.
  const [asking, setAsking] = useState<'edit' | 'delete' | null>(
    readDraft(draftOf(resource, rule)) === null ? null : 'edit',
  )
  const path = { id: resource, rule_id: rule.id }
  const switching = useMutation({
    mutationFn: (active: boolean) =>
      demand(api.PATCH('/cdn/resources/{id}/rules/{rule_id}', { params: { path }, body: { active } })),
    onSuccess: again,
  })
  const deleting = useMutation({
    mutationFn: () => demand(api.DELETE('/cdn/resources/{id}/rules/{rule_id}', { params: { path } })),
    onSuccess: again,
  })
  const small = { size: 'compact-sm', variant: 'default' } as const
  const options = Object.entries(rule.options).flatMap(([name, option]) => (option === null ? [] : [name]))
  return (
    <Row>
      <>
        {rule.name}
        {options.length > 0 && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {options.join(', ')}
          </Text>
        )}
      </>
      <code>{rule.rule}</code>
      <Verdict rule={rule.rule} type={rule.ruleType} />
      <Group gap={4} wrap="nowrap">
        {rule.weight}
        <ActButton
          {...small}
          aria-label={`Move ${rule.name} up`}
          why={onUp === null ? 'It is the first already.' : null}
          loading={moving && onUp !== null}
          onClick={() => onUp?.()}
        >
          ↑
        </ActButton>
        <ActButton
          {...small}
          aria-label={`Move ${rule.name} down`}
          why={onDown === null ? 'It is the last already.' : null}
          loading={moving && onDown !== null}
          onClick={() => onDown?.()}
        >
          ↓
        </ActButton>
      </Group>
      <ActSwitch
        aria-label={`${rule.name} is active`}
        checked={rule.active}
        onChange={({ currentTarget }) => switching.mutate(currentTarget.checked)}
      />
      <>
        <Group gap={4} wrap="nowrap">
          <ActButton {...small} aria-label={`Edit ${rule.name}`} onClick={() => setAsking('edit')}>
            Edit
          </ActButton>
          <ActButton
            {...small}
            aria-label={`Delete ${rule.name}`}
            why={rule.active ? 'An active rule is not deleted: deactivate it first.' : null}
            onClick={() => {
              deleting.reset()
              setAsking('delete')
            }}
          >
            Delete
          </ActButton>
        </Group>
        <FaultNote error={switching.error} />
        <Modal
          opened={asking === 'edit'}
          onClose={() => setAsking(null)}
          title={`Edit the rule ${rule.name}`}
          size="xl"
        >
          <RuleForm resource={resource} rule={rule} onClose={() => setAsking(null)} />
        </Modal>
        {asking === 'delete' && (
          <Confirm
            title={`Delete the rule ${rule.name}?`}
            verb="Delete rule"
            danger
            lines={[
              ['Visitors', 'Nothing changes for them: the rule is not active.'],
              ['A way back', 'No. Its pattern and options are gone; leave it inactive to keep them.'],
            ]}
            doing={deleting}
            onClose={() => setAsking(null)}
          />
        )}
      </>
    </Row>
  )
}

import { Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand, pageOf, take } from '../../api/client.ts'
import { asFault, faultOf } from '../../api/fault.ts'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton, ActSwitch } from '../../parts/guarded.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Row as Line, Table } from '../../parts/table.tsx'
import type { Resource } from './perform.ts'
import { PatternCheck } from './pattern-check.tsx'

const rules = (id: number) =>
  queryOptions({
    queryKey: ['resource', id, 'rules'],
    queryFn: async () =>
      pageOf(
        await take(
          api.GET('/cdn/resources/{id}/rules', { params: { path: { id }, query: { limit: 1000 } } }),
        ),
      ),
  })

/** The rules of a resource, and what a pattern would catch. */
export function RulesTab({ resource }: { readonly resource: Resource }) {
  const query = useQuery(rules(resource.id))
  return (
    <Stack gap="lg">
      <Card title="Rules">
        <Text size="sm" c="dimmed" mb="xs">
          Asked from the lowest weight; the first that matches wins. A validation request is answered before
          any rule.
        </Text>
        <Loaded query={query}>
          {({ results }) =>
            results.length === 0 ? (
              <Empty title="No rules yet">Every request is answered as the resource is set.</Empty>
            ) : (
              <Table label="Rules" heads={['Name', 'Pattern', 'Weight', 'Active', { unseen: 'Delete' }]}>
                {results.map((rule) => (
                  <Row key={rule.id} resource={resource.id} rule={rule} />
                ))}
              </Table>
            )
          }
        </Loaded>
      </Card>
      <NewRule resource={resource.id} />
    </Stack>
  )
}

type Rule = Resource['rules'][number]

function Row({ resource, rule }: { readonly resource: number; readonly rule: Rule }) {
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['resource', resource] })
  const [asking, setAsking] = useState(false)
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
  return (
    <Line>
      {rule.name}
      <code>{rule.rule}</code>
      {rule.weight}
      <ActSwitch
        aria-label={`${rule.name} is active`}
        checked={rule.active}
        onChange={({ currentTarget }) => switching.mutate(currentTarget.checked)}
      />
      <>
        <ActButton
          size="compact-sm"
          variant="default"
          aria-label={`Delete ${rule.name}`}
          why={rule.active ? 'An active rule is not deleted: deactivate it first.' : null}
          onClick={() => {
            deleting.reset()
            setAsking(true)
          }}
        >
          Delete
        </ActButton>
        <FaultNote error={switching.error} />
        {asking && (
          <Confirm
            title={`Delete the rule ${rule.name}?`}
            verb="Delete rule"
            danger
            lines={[
              ['Visitors', 'Nothing changes for them: the rule is not active.'],
              ['A way back', 'No. Its pattern and options are gone; leave it inactive to keep them.'],
            ]}
            doing={deleting}
            onClose={() => setAsking(false)}
          />
        )}
      </>
    </Line>
  )
}

/** A pattern is judged while it is typed, before it is saved. */
function NewRule({ resource }: { readonly resource: number }) {
  const [name, setName] = useState('')
  const [rule, setRule] = useState('')
  const [type, setType] = useState<0 | 1>(0)
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: () =>
      demand(
        api.POST('/cdn/resources/{id}/rules', {
          params: { path: { id: resource } },
          body: { name, rule, ruleType: type },
        }),
      ),
    onSuccess: async () => {
      setName('')
      setRule('')
      await queries.invalidateQueries({ queryKey: ['resource', resource] })
    },
  })
  const fault = saving.error && asFault(saving.error)
  return (
    <Card title="Add a rule, or try a pattern">
      <Stack>
        <Group align="flex-start">
          <TextInput
            label="Pattern"
            description="A regular expression"
            value={rule}
            onChange={({ currentTarget }) => setRule(currentTarget.value)}
            error={faultOf(fault, 'rule')}
            spellCheck={false}
            style={{ flex: '1 1 260px' }}
          />
          <NativeSelect
            label="Kind"
            description="How it begins"
            value={String(type)}
            onChange={({ currentTarget }) => setType(currentTarget.value === '1' ? 1 : 0)}
            data={[
              { value: '0', label: 'Begins with / or ^/' },
              { value: '1', label: 'A / is put in front' },
            ]}
          />
        </Group>
        <PatternCheck rule={rule} type={type} />
        <Group align="flex-end">
          <TextInput
            label="Name of the rule"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={faultOf(fault, 'name')}
          />
          <ActButton
            why={name === '' || rule === '' ? 'Give a pattern and a name for the rule first.' : null}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            Add rule
          </ActButton>
        </Group>
        {fault && !fault.fields['rule'] && !fault.fields['name'] && <FaultNote error={fault} />}
      </Stack>
    </Card>
  )
}

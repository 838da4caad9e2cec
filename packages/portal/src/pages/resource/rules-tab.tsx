import { Stack, Text } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, demand, pageOf, take } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Table } from '../../parts/table.tsx'
import type { Resource } from './perform.ts'
import { RuleForm, type Rule } from './rule-form.tsx'
import { RuleRow } from './rule-row.tsx'
import { weighAnew } from './rule-weights.ts'

const HEADS = [
  'Name',
  'Pattern',
  'Challenge URLs caught',
  'Weight',
  'Active',
  { unseen: 'Edit or delete' },
] as const

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
          any rule, so that whatever a pattern catches of them does no harm here.
        </Text>
        <Loaded query={query}>
          {({ results }) =>
            results.length === 0 ? (
              <Empty title="No rules yet">Every request is answered as the resource is set.</Empty>
            ) : (
              <List resource={resource.id} rules={results} />
            )
          }
        </Loaded>
      </Card>
      <Card title="Add a rule, or try a pattern">
        <RuleForm resource={resource.id} />
      </Card>
    </Stack>
  )
}

function List({ resource, rules: found }: { readonly resource: number; readonly rules: readonly Rule[] }) {
  const queries = useQueryClient()
  const moving = useMutation({
    mutationFn: async (order: readonly Rule[]) => {
      for (const { id, weight } of weighAnew(order)) {
        const path = { id: resource, rule_id: id }
        await demand(api.PATCH('/cdn/resources/{id}/rules/{rule_id}', { params: { path }, body: { weight } }))
      }
    },
    // What came of it is shown, whatever it was.
    onSettled: () => queries.invalidateQueries({ queryKey: ['resource', resource] }),
  })
  /** With the one at `index` and the one after it in each other's place. */
  const swapped = (index: number) => [
    ...found.slice(0, index),
    ...found.slice(index, index + 2).toReversed(),
    ...found.slice(index + 2),
  ]
  return (
    <>
      <Table label="Rules" heads={HEADS}>
        {found.map((rule, index) => (
          <RuleRow
            key={rule.id}
            resource={resource}
            rule={rule}
            moving={moving.isPending}
            onUp={index === 0 ? null : () => moving.mutate(swapped(index - 1))}
            onDown={index === found.length - 1 ? null : () => moving.mutate(swapped(index))}
          />
        ))}
      </Table>
      <FaultNote error={moving.error} />
    </>
  )
}

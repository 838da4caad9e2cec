import { Anchor, Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, demand, type Schemas } from '../../api/client.ts'
import { diagnosis } from '../../api/queries.ts'
import { Card } from '../../parts/card.tsx'
import { DnsRecord } from '../../parts/dns-record.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton } from '../../parts/guarded.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { SIGNS } from '../../words.ts'
import type { Resource } from './perform.ts'

type Told = Schemas['Diagnosis']
type Problem = Schemas['DiagnosedProblem']

const ACTORS: Readonly<Record<string, string>> = {
  customer: 'You act',
  operator: 'Our operators act',
  ca: 'The certificate authority acts',
  us: 'Nothing to do',
}

/** Why there is no certificate yet, or what was noted: each cause with its evidence, who acts, and the record to set. */
export function DiagnosisCard({ resource }: { readonly resource: Resource }) {
  const query = useQuery(diagnosis(resource.id))
  return (
    <Card title="Diagnosis" beside={<CheckAgain resource={resource} />}>
      <Loaded query={query}>{(told) => <Findings told={told} />}</Loaded>
    </Card>
  )
}

/** Looks now, without asking the CA and without changing anything. */
function CheckAgain({ resource: { id } }: { readonly resource: Resource }) {
  const queries = useQueryClient()
  const looking = useMutation({
    mutationFn: () =>
      demand(api.POST('/cdn/resources/{id}/ssl/le/pre-validate', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['resource', id] }),
  })
  return (
    <Group gap="sm">
      {looking.isSuccess && (
        <Text size="sm" role="status">
          Every name passes.
        </Text>
      )}
      <ActButton
        variant="default"
        size="compact-sm"
        loading={looking.isPending}
        onClick={() => looking.mutate()}
      >
        Check the names now
      </ActButton>
      {looking.error && <FaultNote error={looking.error} title="Not every name passes" />}
    </Group>
  )
}

function Findings({ told }: { readonly told: Told }) {
  const notes = [...told.names.flatMap(({ findings }) => findings), ...(told.origin?.findings ?? [])]
  const seen = new Set(told.problems.map(({ code, name }) => `${code} ${name}`))
  const rest = notes.filter(({ code, name }) => !seen.has(`${code} ${name}`))
  return (
    <Stack>
      {told.problems.map((problem) => (
        <Finding
          key={`${problem.code} ${problem.name}`}
          problem={problem}
          tone={told.label === 'Held' ? 'held' : 'bad'}
        />
      ))}
      {rest.map((note) => (
        <Finding
          key={`${note.code} ${note.name}`}
          problem={note}
          tone={note.severity === 'fail' ? 'bad' : 'note'}
        />
      ))}
      {told.problems.length === 0 && rest.length === 0 && (
        <Text size="sm">Nothing stands in the way, as far as we know.</Text>
      )}
      {told.part && (
        <Text size="sm">
          You can issue for {told.part.names.join(', ')} now; {told.part.left_out.join(', ')} would be added
          by itself later.
        </Text>
      )}
      {told.left_out.length > 0 && (
        <Text size="sm">Not covered yet, and added as soon as they pass: {told.left_out.join(', ')}.</Text>
      )}
      <Facts told={told} />
    </Stack>
  )
}

function Finding({ problem, tone }: { readonly problem: Problem; readonly tone: 'bad' | 'held' | 'note' }) {
  const { code, name, explanation, evidence, who_acts: who, fix, record, guide } = problem
  return (
    <Stack gap={6} component="article" data-code={code} aria-label={explanation}>
      <Group gap="xs">
        <span className="badge" data-tone={tone === 'note' ? 'none' : tone}>
          <span aria-hidden="true">{tone === 'note' ? 'i' : SIGNS[tone]}</span>
          <span>{tone === 'note' ? 'Note' : (ACTORS[who] ?? who)}</span>
        </span>
        {name !== null && (
          <Text size="sm" fw={600}>
            {name}
          </Text>
        )}
      </Group>
      <Text fw={600}>{explanation}</Text>
      {evidence !== '' && (
        <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {evidence}
        </Text>
      )}
      <Text size="sm">
        {fix}{' '}
        <Anchor href={guide} size="sm">
          More about this
        </Anchor>
      </Text>
      {record && <DnsRecord record={record} />}
    </Stack>
  )
}

/** What the last look saw, name by name. */
function Facts({ told }: { readonly told: Told }) {
  const [shown, { toggle }] = useDisclosure(false)
  if (told.looked === null) return null
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={shown}>
        <Text size="sm" c="dimmed" component="span">
          {shown ? '▾' : '▸'} What we saw
        </Text>
      </UnstyledButton>{' '}
      <Text size="sm" c="dimmed" component="span">
        <Time at={told.looked} how="distance" />
      </Text>
      <Collapse expanded={shown}>
        <pre style={{ fontSize: '0.78rem', overflowX: 'auto' }} tabIndex={0} aria-label="Facts">
          {JSON.stringify(told.facts, null, 2)}
        </pre>
      </Collapse>
    </div>
  )
}

import { Button, Fieldset, Group, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, demand, type Resource } from '../../api/client.ts'
import { asFault, faultOf } from '../../api/fault.ts'
import { useOnce } from '../../api/once.ts'
import { useDrafts } from '../../parts/draft.ts'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton } from '../../parts/guarded.tsx'
import { PatternCheck } from './pattern-check.tsx'
import { OPTION_FIELDS, placeFaults, readOptions, writeOptions } from './rule-options.ts'

export type Rule = Resource['rules'][number]
type Protocol = NonNullable<Rule['overrideOriginProtocol']>

const KINDS = [
  { value: '0', label: 'Begins with / or ^/' },
  { value: '1', label: 'A / is put in front' },
]
const PROTOCOLS: readonly { readonly value: '' | Protocol; readonly label: string }[] = [
  { value: '', label: 'As the resource has it' },
  { value: 'HTTP', label: 'HTTP' },
  { value: 'HTTPS', label: 'HTTPS' },
  { value: 'MATCH', label: 'As the visitor came' },
]
const NEW = {
  name: '',
  rule: '',
  ruleType: 0,
  weight: null,
  overrideOriginProtocol: null,
  options: {},
} as const

/** Under what is kept of it while it is not sent. */
export const draftOf = (resource: number, rule: Rule | null): string =>
  `rule-${resource}-${rule?.id ?? 'new'}`

/** Makes a rule, or changes the one given. A pattern is judged while it is typed, before it is saved. */
export function RuleForm({
  resource,
  rule = null,
  onClose,
}: {
  readonly resource: number
  readonly rule?: Rule | null
  readonly onClose?: () => void
}) {
  const { name, rule: pattern, ruleType, weight, overrideOriginProtocol, options } = rule ?? NEW
  const start: Readonly<Record<string, string>> = {
    name,
    rule: pattern,
    ruleType: String(ruleType),
    weight: weight === null ? '' : String(weight),
    protocol: overrideOriginProtocol ?? '',
    ...readOptions(options),
  }
  const { values, type, forget } = useDrafts(draftOf(resource, rule), start)
  const text = (field: string): string => values[field] ?? ''
  const kind: Rule['ruleType'] = text('ruleType') === '1' ? 1 : 0
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({})
  const queries = useQueryClient()
  const once = useOnce()
  const saving = useMutation({
    onSettled: (_, error) => once.settle(error),
    mutationFn: (wished: Readonly<Record<string, unknown>>) => {
      const body = {
        name: text('name'),
        rule: text('rule'),
        ruleType: kind,
        ...(text('weight').trim() !== '' && { weight: Number(text('weight')) }),
        overrideOriginProtocol: PROTOCOLS.find(({ value }) => value === text('protocol'))?.value || null,
        options: wished,
      }
      const path = { id: resource, rule_id: rule?.id ?? 0 }
      return rule === null
        ? demand(
            api.POST('/cdn/resources/{id}/rules', {
              params: { path: { id: resource } },
              body,
              headers: once.headersFor(body),
            }),
          )
        : demand(api.PUT('/cdn/resources/{id}/rules/{rule_id}', { params: { path }, body }))
    },
    onSuccess: async () => {
      forget()
      onClose?.()
      await queries.invalidateQueries({ queryKey: ['resource', resource] })
    },
  })
  const fault = saving.error && asFault(saving.error)
  const told = { ...placeFaults(fault?.fields ?? {}), ...own }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const { options: wished, faults } = writeOptions(values)
    setOwn(faults)
    if (Object.keys(faults).length === 0) saving.mutate(wished)
    else saving.reset()
  }
  /** Of a field whose text is kept under its name. */
  const bind = (field: string) => ({
    value: text(field),
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      type({ [field]: currentTarget.value }),
    error: told[field] ?? faultOf(fault, field),
    spellCheck: false,
  })
  const placed = fault !== null && Object.keys(fault.fields).some((field) => FIELDS.test(field))
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group align="flex-start">
          <TextInput
            label="Pattern"
            description="A regular expression"
            {...bind('rule')}
            style={{ flex: '1 1 260px' }}
          />
          <NativeSelect label="Kind" description="How it begins" data={KINDS} {...bind('ruleType')} />
        </Group>
        <PatternCheck rule={text('rule')} type={kind} />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput label="Name of the rule" {...bind('name')} />
          <TextInput
            label="Weight"
            placeholder={rule === null ? 'After the last' : String(rule.weight)}
            inputMode="numeric"
            {...bind('weight')}
          />
          <NativeSelect
            label="Protocol to the origin"
            data={[...PROTOCOLS]}
            {...bind('protocol')}
            error={faultOf(fault, 'overrideOriginProtocol')}
          />
        </SimpleGrid>
        <Fieldset legend="What it changes">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {OPTION_FIELDS.map(({ name: option, label, description, placeholder, lines }) => {
              const given = {
                label,
                placeholder,
                description: `${option}: ${description}`,
                ...bind(option),
              }
              return lines ? (
                <Textarea key={option} autosize minRows={2} {...given} />
              ) : (
                <TextInput key={option} {...given} />
              )
            })}
          </SimpleGrid>
          <Textarea
            mt="md"
            label="Other options, as JSON"
            description="By the names of the API, as it takes them"
            placeholder={
              '{"country_acl": {"enabled": true, "policy_type": "allow", "excepted_values": ["DE"]}}'
            }
            autosize
            minRows={2}
            maxRows={20}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            {...bind('rest')}
          />
        </Fieldset>
        {fault && !placed && <FaultNote error={fault} />}
        <Group justify={rule === null ? undefined : 'flex-end'}>
          {rule !== null && (
            <Button
              variant="default"
              onClick={() => {
                forget()
                onClose?.()
              }}
            >
              Leave it as it is
            </Button>
          )}
          <ActButton
            type="submit"
            why={
              text('name') === '' || text('rule') === ''
                ? 'Give a pattern and a name for the rule first.'
                : null
            }
            loading={saving.isPending}
          >
            {rule === null ? 'Add rule' : 'Save rule'}
          </ActButton>
        </Group>
      </Stack>
    </form>
  )
}

const FIELDS = /^(?:name|rule|ruleType|weight|overrideOriginProtocol|options.*)$/

import { Group, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { paths } from '../api/description.ts'
import { EVENTS } from '../chronicle.ts'

export type AuditWish = Omit<
  NonNullable<paths['/cdn/audit']['get']['parameters']['query']>,
  'limit' | 'offset'
>
/** As it is typed. */
export type AuditChoice = {
  readonly resource?: string
  readonly event?: string
  readonly since?: string
  readonly until?: string
}

/** A whole number above zero as it is typed; null: none yet. */
export const idOf = (text: string | undefined): number | null =>
  /^[1-9]\d{0,14}$/.test((text ?? '').trim()) ? Number(text) : null

const timeOf = (text: string | undefined): string | null => {
  const at = new Date(text ?? '')
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** What is asked of the API for it. What is typed half asks for nothing. */
export function wishOf({ resource, event, since, until }: AuditChoice): AuditWish {
  const [id, from, to] = [idOf(resource), timeOf(since), timeOf(until)]
  return {
    ...(id !== null && { resource: id }),
    ...(event !== undefined && event !== '' && { event }),
    ...(from !== null && { since: from }),
    ...(to !== null && { until: to }),
  }
}

const ALL = { value: '', label: 'Everything' }
const CHOICES = [ALL, ...EVENTS.map(([value, title]) => ({ value, label: title }))]

/** What of a history is shown. `children`: further fields. */
export function AuditFilters({
  choice,
  onChoose,
  children,
}: {
  readonly choice: AuditChoice
  readonly onChoose: (choice: AuditChoice) => void
  readonly children?: ReactNode
}) {
  const bind = (field: keyof AuditChoice) => ({
    value: choice[field] ?? '',
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      onChoose({ ...choice, [field]: currentTarget.value }),
  })
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label="What is shown">
      <NativeSelect label="What" data={CHOICES} style={{ flex: '1 1 220px' }} maw={360} {...bind('event')} />
      {children}
      <TextInput label="Resource" placeholder="Its id" inputMode="numeric" w={120} {...bind('resource')} />
      <TextInput label="Since" type="datetime-local" {...bind('since')} />
      <TextInput label="Until" type="datetime-local" {...bind('until')} />
    </Group>
  )
}

import { Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { asFault, faultOf } from '../../api/fault.ts'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActSwitch } from '../../parts/guarded.tsx'
import { change, type Resource } from './perform.ts'

/** A resource's option that is on or off; why it is refused is said under it. */
export function OptionSwitch({
  resource,
  option,
  label,
  description,
}: {
  readonly resource: Resource
  readonly option: string
  readonly label: string
  readonly description: string
}) {
  const queries = useQueryClient()
  const switching = useMutation({
    mutationFn: (on: boolean) =>
      change(resource, { options: { [option]: on ? { enabled: true, value: true } : null } }),
    onSuccess: () => queries.invalidateQueries(),
  })
  const fault = switching.error && asFault(switching.error)
  const told = faultOf(fault, `options.${option}`)
  return (
    <Stack gap="xs">
      <ActSwitch
        label={label}
        description={description}
        checked={isOn(resource, option)}
        disabled={switching.isPending}
        error={told}
        onChange={({ currentTarget }) => switching.mutate(currentTarget.checked)}
      />
      {told === undefined && <FaultNote error={switching.error} />}
    </Stack>
  )
}

export function isOn({ options }: Pick<Resource, 'options'>, option: string): boolean {
  const kept = options[option]
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'enabled' in kept &&
    kept.enabled === true &&
    'value' in kept &&
    kept.value === true
  )
}

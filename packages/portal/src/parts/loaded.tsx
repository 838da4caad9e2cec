import { Button, Center, Loader, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asFault } from '../api/fault.ts'
import { FaultNote } from './fault-note.tsx'

/** What a query came to: its data, that it is under way, or why there is none and a way to ask again. What is there stays
 *  to be read when a later answer fails. */
export function Loaded<data>({
  query,
  children,
}: {
  readonly query: UseQueryResult<data>
  readonly children: (data: data) => ReactNode
}) {
  const { data, error, isPending, failureReason, refetch } = query
  if (data !== undefined) return children(data)
  if (!isPending && asFault(error).status === 404) return <Missing />
  if (error) {
    return (
      <Stack align="flex-start" gap="sm">
        <FaultNote error={error} title="This could not be loaded" />
        <Button variant="default" onClick={() => void refetch()}>
          Try again
        </Button>
      </Stack>
    )
  }
  return (
    <Center mih={160}>
      <Stack align="center" gap="xs">
        <Loader size="sm" aria-label="Loading" />
        {failureReason && <Text size="sm">{asFault(failureReason).message} We try again by ourselves.</Text>}
      </Stack>
    </Center>
  )
}

function Missing() {
  return (
    <Empty title="There is nothing here">
      It was deleted, or belongs to another account, or the address has a slip in it.
    </Empty>
  )
}

/** Where a list has nothing to show: what would stand here, and how to get it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" ta="center">
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text component="div" c="dimmed" size="sm" maw={460}>
          {children}
        </Text>
      )}
    </Stack>
  )
}

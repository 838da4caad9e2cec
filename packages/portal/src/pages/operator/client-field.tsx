// Which client's lines a list of the operator shows.

import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

/** `onType` is told every change, so that a list can begin at its first page again. */
export function ClientField({
  text,
  onType,
}: {
  readonly text: string
  readonly onType: (text: string) => void
}): ReactNode {
  return (
    <TextInput
      label="Client"
      placeholder="Its id"
      inputMode="numeric"
      value={text}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      w={120}
    />
  )
}

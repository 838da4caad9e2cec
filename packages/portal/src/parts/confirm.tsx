import { Button, Group, Modal, Stack } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { ConsequenceList } from './consequence-list.tsx'
import { FaultNote } from './fault-note.tsx'

type Props = {
  /** Of the dialog, as a question, and of the button that does it. */
  readonly title: string
  readonly verb: string
  readonly lines: readonly (readonly [term: string, text: string])[]
  readonly danger?: boolean
  readonly doing: UseMutationResult<unknown, Error, void>
  readonly onClose: () => void
}

/** Says what something means before it is done, and what went wrong where it was not. */
export function Confirm({ title, verb, lines, danger = false, doing, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Stack>
        <ConsequenceList lines={lines} />
        <FaultNote error={doing.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it as it is
          </Button>
          <Button color={danger ? 'red' : 'pine'} loading={doing.isPending} onClick={() => doing.mutate()}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

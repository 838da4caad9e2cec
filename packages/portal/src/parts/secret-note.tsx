import { Alert, Group } from '@mantine/core'
import { Copy } from './copy.tsx'

/** Something that is shown once. */
export function SecretNote({ title, secret }: { readonly title: string; readonly secret: string }) {
  return (
    <Alert color="pine" variant="light" title={title} role="status">
      <Group gap="xs" wrap="nowrap">
        <code style={{ overflowWrap: 'anywhere' }}>{secret}</code>
        <Copy value={secret} what="it" />
      </Group>
    </Alert>
  )
}

import { Alert, List } from '@mantine/core'
import { asFault } from '../api/fault.ts'

/** Whether it was done is not known, and nothing is done twice by asking again. */
const KEPT = ' What you gave is still here: try again.'

/** What went wrong, where it is read; nothing for null. */
export function FaultNote({
  error,
  title = 'That did not work',
}: {
  readonly error: unknown
  readonly title?: string
}) {
  if (error === null || error === undefined) return null
  const { sentences, message, status } = asFault(error)
  return (
    <Alert color="red" variant="light" title={title} role="alert">
      {sentences.length > 1 ? (
        <List size="sm">
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      ) : (
        `${message}${status === 0 ? KEPT : ''}`
      )}
    </Alert>
  )
}

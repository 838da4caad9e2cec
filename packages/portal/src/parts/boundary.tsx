import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Component, type ReactNode } from 'react'

type Props = {
  /** Where it is: what stopped is tried anew elsewhere. */
  readonly place: string
  readonly children: ReactNode
}
type State = { readonly error: unknown; readonly place: string }

/** A file of the page that could not be fetched: the network, or a newer version of the portal, which has other files. Browsers
 *  have no type for it, and three sentences. */
const NOT_FETCHED = /dynamically imported module|module script failed|preload/i

/** Where a page stops, what can be done about it, in place of nothing; what stands around it goes on. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place }
  static getDerivedStateFromError = (error: unknown): Partial<State> => ({ error })
  static getDerivedStateFromProps({ place }: Props, state: State): State | null {
    return place === state.place ? null : { error: null, place }
  }
  override render(): ReactNode {
    const { error } = this.state
    return error === null ? this.props.children : <Stopped error={error} />
  }
}

function Stopped({ error }: { readonly error: unknown }) {
  const told = error instanceof Error ? error.message : String(error)
  const [title, text] = NOT_FETCHED.test(told)
    ? [
        'This page could not be fetched',
        'The connection is down, or the portal was renewed since you opened it. Nothing was changed. Reload the page; if that does not help, try again in a moment.',
      ]
    : [
        'This page has stopped',
        'Something in it went wrong: it is our fault, not yours, and nothing was changed by it. Reload the page, or go on with another one. If it stops again, tell our operators what stands below.',
      ]
  return (
    <Alert color="red" variant="light" role="alert" mt="md">
      <Stack gap="sm">
        <Title order={1} size="h3">
          {title}
        </Title>
        <Text size="sm">{text}</Text>
        <Text size="sm">What you typed into a form about a resource is still there afterwards.</Text>
        <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {told}
        </Text>
        <Group>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </Group>
      </Stack>
    </Alert>
  )
}

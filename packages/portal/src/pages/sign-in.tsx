import { Alert, Button, Center, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { api, take } from '../api/client.ts'
import { asFault, type Fault } from '../api/fault.ts'
import { readParting, signIn } from '../api/session.ts'
import icon from '../icon.svg'

/** Takes an API token and tries it before it is kept. */
export function SignIn() {
  const [text, setText] = useState('')
  const [fault, setFault] = useState<Fault | null>(null)
  const [busy, setBusy] = useState(false)
  const token = text.trim()
  const parting = readParting()
  useEffect(() => {
    document.title = 'Sign in · wellknown'
  }, [])
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFault(null)
    try {
      await take(api.GET('/cdn/clients/me/token', { headers: { authorization: `APIKey ${token}` } }))
      signIn(token)
    } catch (error) {
      setFault(asFault(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Center mih="80vh" px="md" component="main">
      <Stack maw={420} w="100%">
        <img src={icon} width={44} height={44} alt="" />
        <Title order={1} size="h3">
          Sign in to wellknown
        </Title>
        {parting !== null && fault === null && (
          <Alert color="yellow" variant="light" title="You were signed out" role="alert">
            {parting} Sign in again: you come back to where you were, with what you typed there.
          </Alert>
        )}
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <PasswordInput
              label="API token"
              description="One of your account’s tokens. An admin of your account makes them; the first one comes from our operators."
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
              error={fault?.message}
              autoComplete="off"
              data-autofocus
              required
            />
            <Button type="submit" loading={busy}>
              Sign in
            </Button>
          </Stack>
        </form>
        <Text size="sm" c="dimmed">
          The token is kept for this tab only, and is gone when you close it.
        </Text>
      </Stack>
    </Center>
  )
}

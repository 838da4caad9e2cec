import { Alert, Text } from '@mantine/core'
import { Time } from '../../parts/time.tsx'

/** The API's sentence: who sends HSTS, and until when browsers keep to it. */
const SENTENCE = /^(\S+) tells browsers .* locked out until (\S+Z) /

/** P24: what turning HTTPS off means where browsers were told to come over HTTPS only; `told` is the API's own sentence. */
export function LockOut({ told }: { readonly told: string }) {
  const [, host, until] = SENTENCE.exec(told) ?? []
  return (
    <Alert color="red" variant="light" title="Visitors would be locked out" role="alert">
      {host !== undefined && until !== undefined ? (
        <Text size="sm" component="div">
          {host} tells browsers to come over HTTPS only (Strict-Transport-Security). Those that have visited
          it cannot reach it until <Time at={until} /> (<Time at={until} how="distance" />) if HTTPS is turned
          off. To prepare it, let your site send <code>max-age=0</code> first, and wait.
        </Text>
      ) : (
        told
      )}
    </Alert>
  )
}

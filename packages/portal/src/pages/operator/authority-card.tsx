import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, demand, take, type Schemas } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { authority, resources } from './queries.ts'

/** What a CA may want of an operator, and what is to be done before it is cleared. */
const CAUSES = {
  'ca-paused': 'The authority has paused our account for some names: lift the pause by its link.',
  'ca-account': 'The authority knows our account no more, or has deactivated it: put it in order.',
  'ca-terms-changed': 'The authority has new terms: agree to them (ACME_TERMS_AGREED) and restart.',
} as const
type Cause = keyof typeof CAUSES
// The cast: these are the keys of that record.
const NAMES = Object.keys(CAUSES) as Cause[]

/** Which authority it is, and what waits for an operator there. */
export function AuthorityCard() {
  const query = useQuery(authority)
  const counts = useQuery(resources({}, 1)).data?.counts ?? []
  return (
    <Card title="The certificate authority">
      <Loaded query={query}>
        {({ directory, account, unpause_link: link, new_terms: terms }) => (
          <Stack gap="sm">
            <table className="plain">
              <tbody>
                <tr>
                  <th scope="row">Directory</th>
                  <td>{directory}</td>
                </tr>
                <tr>
                  <th scope="row">Account</th>
                  <td>{account}</td>
                </tr>
                {link !== null && (
                  <tr>
                    <th scope="row">To lift the pause</th>
                    <td>
                      <Outside url={link} />
                    </td>
                  </tr>
                )}
                {terms !== null && (
                  <tr>
                    <th scope="row">New terms</th>
                    <td>
                      <Outside url={terms} />
                    </td>
                  </tr>
                )}
              </tbody>
            </table>
            {link !== null && <Unpaused />}
            {NAMES.map((cause) => (
              <Waiting key={cause} cause={cause} count={countOf(counts, cause)} />
            ))}
            {NAMES.every((cause) => countOf(counts, cause) === 0) && link === null && (
              <Text size="sm">It wants nothing of you.</Text>
            )}
          </Stack>
        )}
      </Loaded>
    </Card>
  )
}

const countOf = (counts: Schemas['OperatorList']['counts'], cause: Cause): number =>
  counts
    .filter((each) => each.state === 'waiting' && each.cause === cause)
    .reduce((all, { count }) => all + count, 0)

/** The authority's own word is somebody else's: it is a link only where it is one. */
function Outside({ url }: { readonly url: string }) {
  return url.startsWith('https://') ? (
    <Anchor href={url} target="_blank" rel="noreferrer noopener" size="sm">
      {url}
    </Anchor>
  ) : (
    <span>{url}</span>
  )
}

function Unpaused() {
  const queries = useQueryClient()
  const done = useMutation({
    mutationFn: () => demand(api.DELETE('/operator/ca/unpause_link')),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['operator'] }),
  })
  return (
    <Group gap="sm">
      <Button size="compact-sm" loading={done.isPending} onClick={() => done.mutate()}>
        I have used the link: go on
      </Button>
      <Text size="sm" c="dimmed">
        The link is forgotten; the names that were paused go on by and by, one first.
      </Text>
      <FaultNote error={done.error} />
    </Group>
  )
}

function Waiting({ cause, count }: { readonly cause: Cause; readonly count: number }) {
  const queries = useQueryClient()
  const clearing = useMutation({
    mutationFn: () => take(api.POST('/operator/clear', { body: { cause } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['operator'] }),
  })
  if (count === 0 && !clearing.data) return null
  return (
    <div>
      <Text size="sm">
        <b>{count === 1 ? 'One resource waits' : `${count} resources wait`} for you.</b> {CAUSES[cause]}
      </Text>
      <Group gap="sm" mt={4}>
        {count > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            loading={clearing.isPending}
            onClick={() => clearing.mutate()}
          >
            It is mended: all go on
          </Button>
        )}
        {clearing.data && (
          <Text size="sm" role="status">
            {clearing.data.cleared === 1
              ? 'It goes on.'
              : `${clearing.data.cleared} go on by and by, one first.`}
          </Text>
        )}
      </Group>
      <FaultNote error={clearing.error} />
    </div>
  )
}

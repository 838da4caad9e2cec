import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { Time } from '../../parts/time.tsx'
import { isOn } from './option-switch.tsx'
import type { Resource } from './perform.ts'

export const REDIRECT = 'redirect_http_to_https'

/** Causes by which a look has found that a name does not lead to us. */
const ELSEWHERE = ['cname-missing', 'cname-elsewhere', 'left']
const NOWHERE = ['name-does-not-exist', 'no-records']

type Told = Schemas['Diagnosis']

/** P24: what visitors see meanwhile: where a name leads elsewhere, while the resource is not served, and else of HTTPS. */
export function Visitors({
  resource,
  told,
}: {
  readonly resource: Resource
  readonly told: Told | undefined
}) {
  const names = [resource.cname, ...resource.secondaryHostnames]
  const elsewhere = names.filter((name) => isFound(told, name, ELSEWHERE))
  const nowhere = names.filter((name) => isFound(told, name, NOWHERE))
  const here = names.find((name) => !elsewhere.includes(name) && !nowhere.includes(name))
  const { active, suspended, suspend_reason: reason, suspend_date: since, status } = resource
  const served = active && !suspended
  return (
    <Stack gap={4} component="section" aria-label="What visitors see">
      {elsewhere.length > 0 && (
        <Line>
          Visitors of {elsewhere.join(', ')} do not come to us{seen(told)}: the name leads elsewhere, and what
          they see there is not ours.
        </Line>
      )}
      {nowhere.length > 0 && (
        <Line>
          {nowhere.join(', ')} leads nowhere{seen(told)}: visitors cannot reach it.
        </Line>
      )}
      {suspended && (
        <Line>
          Visitors are answered with 403: our operators have suspended the resource
          {reason ? ` (${reason})` : ''}
          {since && (
            <>
              , since <Time at={since} />
            </>
          )}
          . Nothing is ordered or renewed meanwhile. Our operators move next: only they can put it back. Write
          to them once the reason is dealt with.
        </Line>
      )}
      {!suspended && !active && (
        <Line>
          Visitors are answered with 403, “This site is switched off”: the resource is not active. Nothing is
          ordered or renewed meanwhile. It is activated under Hostnames and DNS.
        </Line>
      )}
      {served && status === 'processed' && (
        <Line>
          Not every edge has the resource yet: those that lack it answer visitors that they do not serve this
          site.
        </Line>
      )}
      {here !== undefined && <Https resource={resource} name={here} served={served} />}
    </Stack>
  )
}

/** What becomes of https:// and of the redirect there, at a name that leads to us. */
function Https({
  resource,
  name,
  served,
}: {
  readonly resource: Resource
  readonly name: string
  readonly served: boolean
}) {
  const { certificate } = resource
  const redirecting = served && isOn(resource, REDIRECT)
  if (certificate.serving && certificate.valid_until) {
    return (
      <Line>
        {served
          ? `Visitors of https://${name} are served with a certificate that is valid until `
          : `https://${name} keeps its certificate for that answer. It is valid until `}
        <Time at={certificate.valid_until} how="day" />.
        {redirecting && ` http://${name} is redirected there at each edge that serves it.`}
      </Line>
    )
  }
  return (
    <Line>
      Meanwhile https://{name} is refused at the handshake, never answered with somebody else’s certificate
      {served ? `; http://${name} is served.` : '.'}
      {redirecting &&
        ' The redirect to HTTPS waits until the edge in question serves a certificate for the name.'}
    </Line>
  )
}

const Line = ({ children }: { readonly children: ReactNode }) => (
  <Text size="sm" c="dimmed" component="div">
    {children}
  </Text>
)

const isFound = (told: Told | undefined, name: string, codes: readonly string[]): boolean =>
  told !== undefined &&
  [...told.problems, ...told.names.flatMap(({ findings }) => findings)].some(
    (each) => each.name === name && codes.includes(each.code),
  )

/** When it was looked at, since that may have changed. */
const seen = (told: Told | undefined) =>
  told?.looked ? (
    <>
      {' '}
      (seen <Time at={told.looked} how="distance" />)
    </>
  ) : null

import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useSyncExternalStore } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { listenToSession, readToken, readView } from './api/session.ts'
import { useArrival } from './arrival.ts'
import { Boundary } from './parts/boundary.tsx'
import { Empty } from './parts/loaded.tsx'
import { pageFrom } from './page.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { Shell } from './shell.tsx'

const Resources = pageFrom(async () => (await import('./pages/resources.tsx')).Resources)
const Resource = pageFrom(async () => (await import('./pages/resource.tsx')).Resource)
const Create = pageFrom(async () => (await import('./pages/create.tsx')).Create)
const Certificates = pageFrom(async () => (await import('./pages/certificates.tsx')).Certificates)
const Notifications = pageFrom(async () => (await import('./pages/notifications.tsx')).Notifications)
const Tokens = pageFrom(async () => (await import('./pages/tokens.tsx')).Tokens)
const Audit = pageFrom(async () => (await import('./pages/audit.tsx')).Audit)
const Operator = pageFrom(async () => (await import('./pages/operator.tsx')).Operator)

const PAGES = {
  resources: Resources,
  create: Create,
  certificates: Certificates,
  notifications: Notifications,
  tokens: Tokens,
  audit: Audit,
  'operator-view': Operator,
}

/** Fetches the page that stands at `path`, so that it is there when it is drawn. Never rejects. */
export async function fetchPageAt(path: string): Promise<void> {
  const [, first = '', second] = path.split('/')
  const named = Object.entries(PAGES).find(([name]) => name === first)?.[1] ?? Resources
  const page = named === Resources && second !== undefined ? Resource : named
  await page.fetch().catch(() => undefined)
}

export function App() {
  const token = useSyncExternalStore(listenToSession, readToken)
  const view = useSyncExternalStore(listenToSession, readView)
  const queries = useQueryClient()
  // What the one before was shown is not the next one's to see. Not once the next page is there: it has asked by then.
  useEffect(() => listenToSession(() => queries.clear()), [queries])
  return token === null ? <SignIn /> : <Pages key={view} view={view} />
}

/** The other pages, in time for a network that goes or a portal that is renewed. What fails now is fetched again when it is wanted. */
function fetchAll(): void {
  for (const page of [Resource, ...Object.values(PAGES)]) void page.fetch().catch(() => undefined)
}
const SOON_MS = 2000

function Pages({ view }: { readonly view: string | null }) {
  const [path] = useLocation()
  useArrival(path)
  useEffect(() => {
    const timer = setTimeout(fetchAll, SOON_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Shell view={view}>
      <Boundary place={path}>
        <Suspense>
          <Switch>
            <Route path="/">
              <Redirect to="/resources" replace />
            </Route>
            <Route path="/resources" component={Resources} />
            <Route path="/create" component={Create} />
            <Route path="/certificates" component={Certificates} />
            <Route path="/notifications" component={Notifications} />
            <Route path="/tokens" component={Tokens} />
            <Route path="/audit" component={Audit} />
            <Route path="/operator-view/:leaf?">{({ leaf }) => <Operator leaf={leaf ?? 'now'} />}</Route>
            <Route path="/resources/:id/:tab?">
              {({ id, tab }) => <Resource key={id} id={Number(id)} tab={tab ?? 'certificate'} />}
            </Route>
            <Route>
              <Empty title="There is no such page">Go on with the links above.</Empty>
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </Shell>
  )
}

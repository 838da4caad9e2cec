import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { listenToSession, readToken, readView } from './api/session.ts'
import { Boundary } from './parts/boundary.tsx'
import { Empty } from './parts/loaded.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { Shell } from './shell.tsx'

// Each page is fetched when it is first gone to, or before, once there is nothing else to do.
const LOADERS = {
  resources: async () => ({ default: (await import('./pages/resources.tsx')).Resources }),
  resource: async () => ({ default: (await import('./pages/resource.tsx')).Resource }),
  create: async () => ({ default: (await import('./pages/create.tsx')).Create }),
  certificates: async () => ({ default: (await import('./pages/certificates.tsx')).Certificates }),
  notifications: async () => ({ default: (await import('./pages/notifications.tsx')).Notifications }),
  tokens: async () => ({ default: (await import('./pages/tokens.tsx')).Tokens }),
  operator: async () => ({ default: (await import('./pages/operator.tsx')).Operator }),
}
const Resources = lazy(LOADERS.resources)
const Resource = lazy(LOADERS.resource)
const Create = lazy(LOADERS.create)
const Certificates = lazy(LOADERS.certificates)
const Notifications = lazy(LOADERS.notifications)
const Tokens = lazy(LOADERS.tokens)
const Operator = lazy(LOADERS.operator)

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
  for (const load of Object.values(LOADERS)) void load().catch(() => undefined)
}
const SOON_MS = 2000

function Pages({ view }: { readonly view: string | null }) {
  const [path] = useLocation()
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

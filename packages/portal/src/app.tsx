import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { listenToSession, readToken, readView } from './api/session.ts'
import { Empty } from './parts/loaded.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { Shell } from './shell.tsx'

// Each page is fetched when it is first gone to.
const Resources = lazy(() =>
  import('./pages/resources.tsx').then(({ Resources: page }) => ({ default: page })),
)
const Resource = lazy(() => import('./pages/resource.tsx').then(({ Resource: page }) => ({ default: page })))

const Create = lazy(() => import('./pages/create.tsx').then(({ Create: page }) => ({ default: page })))

const Certificates = lazy(() =>
  import('./pages/certificates.tsx').then(({ Certificates: page }) => ({ default: page })),
)
const Notifications = lazy(() =>
  import('./pages/notifications.tsx').then(({ Notifications: page }) => ({ default: page })),
)
const Tokens = lazy(() => import('./pages/tokens.tsx').then(({ Tokens: page }) => ({ default: page })))
const Operator = lazy(() => import('./pages/operator.tsx').then(({ Operator: page }) => ({ default: page })))

export function App() {
  const token = useSyncExternalStore(listenToSession, readToken)
  const view = useSyncExternalStore(listenToSession, readView)
  const queries = useQueryClient()
  // What the one before was shown is not the next one's to see. Not once the next page is there: it has asked by then.
  useEffect(() => listenToSession(() => queries.clear()), [queries])
  return token === null ? <SignIn /> : <Pages key={view} view={view} />
}

function Pages({ view }: { readonly view: string | null }) {
  return (
    <Shell view={view}>
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
    </Shell>
  )
}

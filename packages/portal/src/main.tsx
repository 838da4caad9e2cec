import '@mantine/core/styles.css'
import './portal.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, fetchPageAt } from './app.tsx'
import { Boundary } from './parts/boundary.tsx'
import { createQueries } from './api/queries.ts'
import { readToken } from './api/session.ts'
import { theme } from './theme.ts'

/** What the styles that Mantine adds have to carry under the page's policy. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? ''
const root = document.getElementById('portal')
/** A page that takes longer comes into what stands there already. */
const WAIT_MS = 500

function draw(into: HTMLElement): void {
  createRoot(into).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={createQueries()}>
          <Boundary place="">
            <App />
          </Boundary>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

if (root) {
  const first = fetchPageAt(location.pathname)
  const late = new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  // Whoever has to sign in first is shown where.
  if (readToken() === null) draw(root)
  else void Promise.race([first, late]).then(() => draw(root))
}

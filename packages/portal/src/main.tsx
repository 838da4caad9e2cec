import '@mantine/core/styles.css'
import './portal.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Boundary } from './parts/boundary.tsx'
import { createQueries } from './api/queries.ts'
import { theme } from './theme.ts'

/** What the styles that Mantine adds have to carry under the page's policy. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? ''
const root = document.getElementById('portal')
if (root) {
  createRoot(root).render(
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

import type { App } from '../context.ts'

const LINKS = {
  message: 'This is wellknown. A browser gets the portal here; a program asks the API.',
  description: '/openapi.json',
  docs: '/docs',
  guide: '/guide',
  account: '/cdn/clients/me',
  authorization: 'Authorization: APIKey <token>',
}

/** `/` for whoever is no browser: where to look next. */
export function addFront(app: App): void {
  app.get('/', (context, next) =>
    (context.req.header('accept') ?? '').includes('text/html') ? next() : context.json(LINKS, 200),
  )
}

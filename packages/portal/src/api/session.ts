// Who is signed in: an API token, kept for this tab alone. sessionStorage ends with the tab and, unlike a cookie, is sent by
// nobody but us, so no other site can act with it; it never stands in a URL, where logs and histories would keep it. An operator
// may see the pages as one client does: for this tab as well.

const KEY = 'wellknown-token'
const VIEW = 'wellknown-view'
type Listener = () => void
const listeners = new Set<Listener>()

export const readToken = (): string | null => sessionStorage.getItem(KEY)

/** The client as whom an operator looks; null: they are themselves. */
export const readView = (): string | null => sessionStorage.getItem(VIEW)

/** What every request says of who asks, and as whom. */
export function headersOf(token: string): Readonly<Record<string, string>> {
  const view = readView()
  return { authorization: `APIKey ${token}`, ...(view !== null && { 'x-wellknown-as-client': view }) }
}

export function signIn(token: string): void {
  sessionStorage.setItem(KEY, token)
  tell()
}

export function signOut(): void {
  sessionStorage.removeItem(KEY)
  sessionStorage.removeItem(VIEW)
  tell()
}

/** From now on the pages are those of this client, and nothing is changed by them. */
export function viewAs(client: number): void {
  sessionStorage.setItem(VIEW, String(client))
  tell()
}

export function leaveView(): void {
  sessionStorage.removeItem(VIEW)
  tell()
}

/** For React: is called whenever somebody signs in or out, or looks as somebody else. */
export function listenToSession(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

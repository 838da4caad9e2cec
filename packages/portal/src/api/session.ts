// Who is signed in: an API token, kept for this tab alone. sessionStorage ends with the tab and, unlike a cookie, is sent by
// nobody but us, so no other site can act with it; it never stands in a URL, where logs and histories would keep it.

const KEY = 'wellknown-token'
type Listener = () => void
const listeners = new Set<Listener>()

export const readToken = (): string | null => sessionStorage.getItem(KEY)

export function signIn(token: string): void {
  sessionStorage.setItem(KEY, token)
  tell()
}

export function signOut(): void {
  sessionStorage.removeItem(KEY)
  tell()
}

/** For React: is called whenever somebody signs in or out. */
export function listenToSession(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

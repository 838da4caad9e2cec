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

/** Why whoever was here has to sign in again; null: they left by themselves, or were never here. */
let parting: string | null = null
export const readParting = (): string | null => parting

export function signIn(token: string): void {
  sessionStorage.setItem(KEY, token)
  parting = null
  tell()
}

/** `why`: what was said of the token where it is refused. What was typed into forms is kept then, and forgotten otherwise. */
export function signOut(why: string | null = null): void {
  sessionStorage.removeItem(KEY)
  sessionStorage.removeItem(VIEW)
  if (why === null) forgetDrafts()
  parting = why
  tell()
}

const DRAFT = 'wellknown-draft-'

/** What was typed into a form of this tab and not yet sent, for a page that has to be loaded again; null: nothing. */
export const readDraft = (form: string): string | null => sessionStorage.getItem(DRAFT + form)

export function keepDraft(form: string, text: string | null): void {
  if (text === null) sessionStorage.removeItem(DRAFT + form)
  else sessionStorage.setItem(DRAFT + form, text)
}

function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT)) sessionStorage.removeItem(key)
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

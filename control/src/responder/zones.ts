// Which names this server speaks for: every `_acme-challenge` name, each a zone of its own, and one zone of ours that holds
// the names customers alias theirs to. It cannot know who has delegated what, and need not: nobody else asks.

/** RFC 8555 §8.4. */
const LABEL = '_acme-challenge'
/** What `aliasOf` (adapters/dns/port.ts) makes: names that nobody has are told apart from those that may hold a value. */
const ALIAS = /^[0-9a-f]{32}$/

/** A name as this server sees it. `owner`: the name at which values stand; null: the name does not exist. */
export type Place = { readonly apex: string; readonly owner: string | null }

/** Where `name` (lower case, without a trailing dot) lies; null: not with us. `aliasZone` null: there is none. */
export function findPlace(name: string, aliasZone: string | null): Place | null {
  const labels = name.split('.')
  const at = labels.indexOf(LABEL)
  // A bare label, or one before a top-level domain, can be nobody's.
  if (at >= 0 && labels.length - at >= 3) {
    return { apex: labels.slice(at).join('.'), owner: at === 0 ? name : null }
  }
  if (aliasZone === null) return null
  if (name === aliasZone) return { apex: aliasZone, owner: name }
  if (!name.endsWith(`.${aliasZone}`)) return null
  const below = name.slice(0, -aliasZone.length - 1)
  return { apex: aliasZone, owner: ALIAS.test(below) ? name : null }
}

// What the pages and their leaves are called: where one goes to them, and in the window's title.

type Named = readonly (readonly [key: string, name: string])[]

export const PLACES: Named = [
  ['/resources', 'Resources'],
  ['/certificates', 'SSL certificates'],
  ['/notifications', 'Notifications'],
  ['/tokens', 'API tokens'],
  ['/audit', 'Audit log'],
]
/** `/operator` is the API's. */
export const OPERATOR = ['/operator-view', 'Operator'] as const

/** Of a resource. */
export const TABS: Named = [
  ['certificate', 'Certificate'],
  ['names', 'Hostnames and DNS'],
  ['rules', 'Rules'],
  ['history', 'History'],
  ['timeline', 'Timeline'],
  ['rollout', 'Rollout'],
  ['rehearsals', 'Rehearsals'],
]

/** Of the operator. */
export const LEAVES: Named = [
  ['now', 'Now'],
  ['certificates', 'Certificates'],
  ['edges', 'Edges'],
  ['authority', 'Certificate authority'],
  ['clients', 'Clients'],
  ['audit', 'Audit log'],
]

/** What stands at `path`, the nearest first; `cname`: of the resource there, once it is known. */
export function titleOf(path: string, cname?: string): string {
  const [, first = '', second, third] = path.split('/')
  const find = (among: Named, key: string): string =>
    among.find(([each]) => each === key)?.[1] ?? 'No such page'
  const parts = ((): readonly string[] => {
    if (first === 'resources' && second) return [cname ?? 'Resource', find(TABS, third ?? 'certificate')]
    if (first === 'operator-view') return [find(LEAVES, second ?? 'now'), OPERATOR[1]]
    if (first === 'create') return ['Create a CDN resource']
    return [find(PLACES, `/${first || 'resources'}`)]
  })()
  return [...parts, 'wellknown'].join(' · ')
}

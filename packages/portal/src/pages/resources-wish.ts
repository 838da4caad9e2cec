// What a list of resources was asked for, as it stands in the address.

/** The product page's words, as the API filters by them. */
export const LABELS = [
  'Success',
  'Own certificate',
  'Processing',
  'Held',
  'Pre-validation failed',
  'Failed',
  'Failed (expired)',
  'Off',
] as const

export const ORDERS = [
  ['cname', 'Hostname'],
  ['valid_until', 'What ends first'],
  ['-valid_until', 'What ends last'],
  ['-created', 'Newest'],
] as const

export type Wish = {
  readonly search: string
  readonly label: (typeof LABELS)[number] | null
  readonly ordering: (typeof ORDERS)[number][0]
  /** From 1. */
  readonly page: number
}

/** What an address says; whatever in it means nothing is left out. */
export function readWish(params: URLSearchParams): Wish {
  const page = Number(params.get('page') ?? '1')
  return {
    search: params.get('search') ?? '',
    label: LABELS.find((each) => each === params.get('certificate')) ?? null,
    ordering: ORDERS.find(([each]) => each === params.get('ordering'))?.[0] ?? 'cname',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

/** The other way around; what is usual is left out. */
export const writeWish = ({ search, label, ordering, page }: Wish): Record<string, string> => ({
  ...(search !== '' && { search }),
  ...(label !== null && { certificate: label }),
  ...(ordering !== 'cname' && { ordering }),
  ...(page > 1 && { page: String(page) }),
})

import { expect, test } from 'vitest'
import { textValueOf } from './text-values.ts'

test('a TXT value is the digest of the key authorization, for the key of RFC 7638’s example (ACME-20)', () => {
  const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'
  expect(textValueOf('evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA', thumbprint)).toBe(
    'ZTRx1Ckl1-tM05o5zaizTTA0yUy5AGereMgSNWC6Ll8',
  )
})

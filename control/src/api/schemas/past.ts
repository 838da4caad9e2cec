// What a resource had before.

import { z } from '@hono/zod-openapi'
import { FATES, type PastCertificate } from '../../actions/list-certificates.ts'
import type { IssueProcess } from '../../store/records.ts'
import { instant, page, renderInstant, renderInstantOrNull } from './common.ts'

export const pastQuery = page.extend({
  ordering: z
    .enum(['id', '-id'], { error: 'Give id or -id' })
    .optional()
    .openapi({ description: 'Newest first (`-id`) unless asked otherwise.' }),
})

export const pastCertificate = z
  .object({
    serial: z.string(),
    issuer: z.string(),
    names: z.array(z.string()),
    valid_from: instant,
    valid_until: instant,
    status: z.enum(FATES).openapi({
      description:
        '`kept`: HTTPS is off, and on again it serves; `deploying`: on its way to the edges; `replaced`: another took its place, or ' +
        'it never served.',
    }),
    retired: instant
      .nullable()
      .openapi({ description: 'When it stops being served and its key is destroyed' }),
    key_destroyed: z.boolean(),
    revoked: z
      .object({ at: instant, reason: z.int().openapi({ description: 'RFC 5280 §5.3.1' }) })
      .nullable(),
  })
  .openapi('PastCertificate')

export const renderPastCertificate = ({
  serial,
  issuerName,
  names,
  notBefore,
  notAfter,
  fate,
  retires,
  sealedKey,
  revoked,
}: PastCertificate): z.infer<typeof pastCertificate> => ({
  serial,
  issuer: issuerName,
  names: [...names],
  valid_from: renderInstant(notBefore),
  valid_until: renderInstant(notAfter),
  status: fate,
  retired: renderInstantOrNull(retires),
  key_destroyed: sealedKey === null,
  revoked: revoked && { at: renderInstant(revoked.at), reason: revoked.reason },
})

export const issueRun = z
  .object({
    id: z.int(),
    started: instant,
    finished: instant.nullable(),
    attempts_count: z.int(),
    next_attempt: instant.nullable(),
    outcomes: z
      .array(
        z.object({
          status: z.enum(['DONE', 'FAILED', 'CANCELLED']),
          error: z.string(),
          details: z.string().openapi({ description: 'What the CA said, in plain words' }),
          at: instant,
          retry_after: instant.nullable().openapi({ description: 'A limit of the CA: no attempt was spent' }),
        }),
      )
      .openapi({ description: 'Attempt by attempt, oldest first' }),
  })
  .openapi('IssueRun')

export const renderRun = ({
  id,
  started,
  finished,
  attemptsCount,
  nextAttempt,
  outcomes,
}: IssueProcess): z.infer<typeof issueRun> => ({
  id,
  started: renderInstant(started),
  finished: renderInstantOrNull(finished),
  attempts_count: attemptsCount,
  next_attempt: renderInstantOrNull(nextAttempt),
  outcomes: outcomes.map(({ status, error, details, created, retryAfter }) => ({
    status,
    error,
    details,
    at: renderInstant(created),
    retry_after: renderInstantOrNull(retryAfter),
  })),
})

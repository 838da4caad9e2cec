import { z } from '@hono/zod-openapi'
import type { Certificate, IssueProcess, ProcessOutcome, Saved, SslData } from '../../store/records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

export const sslDataChange = z
  .object({
    name: z.string().min(1).max(255).optional(),
    automated: z.boolean().optional(),
    sslCertificate: z.string().max(100_000).optional(),
    sslPrivateKey: z.string().max(20_000).optional(),
    validate_root_ca: z.boolean().optional(),
  })
  .openapi('SslDataChange')
export const sslDataBody = sslDataChange.required({ name: true }).openapi('SslDataBody')

export const sslData = z
  .object({
    id: z.int(),
    name: z.string(),
    automated: z.boolean(),
    cert_issuer: z.string().nullable(),
    cert_subject_cn: z.string().nullable(),
    /** Names separated by a comma and a space. */
    cert_subject_alt: z.string().nullable(),
    validity_not_before: instant.nullable(),
    validity_not_after: instant.nullable(),
    hasRelatedResources: z.boolean(),
    sslCertificateChain: z.string().nullable(),
    deleted: z.boolean(),
  })
  .openapi('SslData')

export function renderSslData(
  { id, name, automated }: SslData,
  certificate: Certificate | null,
  attached: Saved | null,
): z.infer<typeof sslData> {
  return {
    id,
    name,
    automated,
    cert_issuer: certificate?.issuerName ?? null,
    cert_subject_cn: certificate?.subjectName ?? null,
    cert_subject_alt: certificate?.names.join(', ') ?? null,
    validity_not_before: renderInstantOrNull(certificate?.notBefore ?? null),
    validity_not_after: renderInstantOrNull(certificate?.notAfter ?? null),
    hasRelatedResources: attached !== null,
    sslCertificateChain: certificate?.chain ?? null,
    deleted: false,
  }
}

const outcome = z.object({
  id: z.int(),
  status: z.enum(['DONE', 'FAILED', 'CANCELLED']),
  error: z.string(),
  details: z.string(),
  created: instant,
  retry_after: instant.nullable(),
})

/** The API's LERequestStatusV2. */
export const issueStatus = z
  .object({
    id: z.int(),
    statuses: z.array(outcome).optional(),
    latest_status: outcome.nullable().optional(),
    started: instant.optional(),
    finished: instant.nullable().optional(),
    active: z.boolean().optional(),
    attempts_count: z.int().optional(),
    next_attempt_time: instant.nullable().optional(),
    resource: z.int().optional(),
  })
  .openapi('IssueStatus')

/** `exclude` names fields the client does not want. */
export function renderStatus(process: IssueProcess, exclude: readonly string[]): z.infer<typeof issueStatus> {
  const statuses = process.outcomes.map(renderOutcome)
  const whole = {
    id: process.id,
    statuses,
    latest_status: statuses.at(-1) ?? null,
    started: renderInstant(process.started),
    finished: renderInstantOrNull(process.finished),
    active: process.finished === null,
    attempts_count: process.attemptsCount,
    next_attempt_time: renderInstantOrNull(process.nextAttempt),
    resource: process.resource,
  }
  const kept = Object.entries(whole).filter(([key]) => key === 'id' || !exclude.includes(key))
  return issueStatus.parse(Object.fromEntries(kept))
}

const renderOutcome = ({ id, status, error, details, created, retryAfter }: ProcessOutcome) => ({
  id,
  status,
  error,
  details,
  created: renderInstant(created),
  retry_after: renderInstantOrNull(retryAfter),
})

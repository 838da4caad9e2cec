// Examples of what is sent and refused that no member alone can tell. By the name of the schema, or of the call's last word.

const NAME = 'www.example.com'
const HTTPS_REDIRECT = { redirect_http_to_https: { enabled: true, value: true } }
const CLOSED = { force_return: { enabled: true, code: 403, body: '' } }

export const BODIES: Readonly<Record<string, unknown>> = {
  ResourceBody: {
    cname: NAME,
    secondaryHostnames: ['example.com'],
    origin: 'origin.example.com',
    sslEnabled: true,
    ssl_automated: true,
  },
  ResourceChange: { secondaryHostnames: ['example.com', 'shop.example.com'] },
  ResourceReplacement: {
    originGroup: 5,
    sslEnabled: true,
    sslData: 17,
    active: true,
    options: HTTPS_REDIRECT,
  },
  OriginGroupBody: { name: 'origin', sources: [{ source: 'origin.example.com', enabled: true }] },
  OriginGroupChange: {
    sources: [{ source: 'origin.example.com' }, { source: 'standby.example.com', backup: true }],
  },
  RuleBody: { name: 'block the back office', rule: '/admin/*', ruleType: 0, options: CLOSED },
  RuleChange: { active: false },
  SslDataBody: { name: `Let's Encrypt for ${NAME}`, automated: true },
  SslDataChange: { name: `Let's Encrypt for the shop` },
  ApiTokenBody: { name: 'ci', role: 'write', expires: '2026-04-01T10:00:00Z' },
  WebhookBody: { url: 'https://hooks.example.com/wellknown', events: ['certificate.issue_failed'] },
  WebhookChange: { active: true },
  NotificationSettingsBody: { recipients: ['team@example.com'], events: { 'certificate.recovered': false } },
  hold: { scope: 'name', subject: NAME, reason: 'By their own wish until Monday' },
  resume: { scope: 'name', subject: NAME },
  clear: { cause: 'ca-paused' },
  suspend: { reason: 'It serves malware. Write to abuse@cdn.example.' },
  reissue: { revoke_old: false },
  revoke: { reason: 4 },
  rehearsals: { names: [NAME] },
}

const retry = 'The CA or our edges cannot take another attempt before 2026-01-01T10:15:00.000Z.'
const KEY = 'Idempotency-Key'

/** By status, and by the schema that the answer may be of. */
export const REFUSALS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  400: {
    FieldFault: { errors: { resource: ['This is not possible in the present state of the certificate.'] } },
    ObjectFault: { errors: [`${NAME} leads to 203.0.113.9. Set a CNAME record to cl-7.cdn.example.`] },
    Message: { message: 'The body is not valid JSON.' },
  },
  401: { Denial: { message: 'Token is invalid or expired', reason: 'There is no such token.' } },
  403: {
    Denial: {
      message: 'You do not have permission to perform this action.',
      reason: 'This call wants a token of the role admin; this one is of the role write.',
    },
  },
  404: { Message: { message: 'Not found.' } },
  409: {
    FieldFault: {
      errors: { [KEY]: ['The first request with this key is under way. Try again in a second.'] },
    },
  },
  411: { Message: { message: 'Send the body with a Content-Length.' } },
  413: { Message: { message: 'A body has at most 1000000 bytes.' } },
  422: {
    FieldFault: {
      errors: {
        [KEY]: ['This key was used for another request within a day. Use a new key for each request.'],
      },
    },
  },
  429: {
    FieldFault: { errors: { certificate: [retry] } },
    Message: { message: 'Too many requests. Try again in 20 s.' },
  },
  500: {
    Message: {
      message: 'Something went wrong on our side. Tell the operator: 2f1c5b0e-6f5a-4f0e-9d0c-0a8f6f1d7c11.',
    },
  },
}

import { createTransport, type SMTPTransportOptions } from 'nodemailer'
import type { Letter, Mail, MailAnswer } from './port.ts'

export type MailSettings = {
  /** `smtp://` (STARTTLS where offered, demanded with a password) or `smtps://`, with `user:password@` if needed. */
  readonly url: string
  readonly from: string
  /** PEM bundle for a private CA; null: the system's roots. */
  readonly caPem: string | null
}

const CONNECT_MS = 10_000
const SILENT_MS = 20_000
/** No exchange lasts longer than this; a server that dribbles is given up. */
const LONGEST_MS = 30_000
const LONGEST_DETAIL = 300

/** Mail over SMTP (RFC 5321). A connection for each letter: what a dead one costs is bounded, and nothing is kept. */
export function createSmtpMail({ url, from, caPem }: MailSettings): Mail {
  const options = optionsOf(url, caPem)
  return {
    async send(letter) {
      const transport = createTransport(options)
      const deadline = deadlineIn(LONGEST_MS)
      try {
        const { response } = await Promise.race([
          transport.sendMail(messageOf(letter, from)),
          deadline.passed,
        ])
        return { is: 'accepted', status: statusOf(response) ?? 250, detail: oneLine(response) }
      } catch (error) {
        return answerOf(error)
      } finally {
        deadline.cancel()
        transport.close()
      }
    },
  }
}

function optionsOf(text: string, caPem: string | null): SMTPTransportOptions {
  const url = new URL(text)
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // Whoever sits on the wire could hide STARTTLS and read the password.
    requireTLS: !secure && user !== '',
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...(caPem !== null && { tls: { ca: caPem } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    // Nothing in a letter may make us read a file or fetch a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const messageOf = ({ messageId, to, subject, text, html }: Letter, from: string) => ({
  from,
  // As an object: the address is taken as it is, and never read as a list.
  to: { name: '', address: to },
  subject,
  text,
  html,
  messageId,
  // RFC 3834: no vacation notice shall answer.
  headers: { 'Auto-Submitted': 'auto-generated' },
})

/** RFC 5321 §4.2.1: 5yz is for good, all else may pass. Who we are is not the recipient's fault. */
function answerOf(error: unknown): MailAnswer {
  const { code, response, command, responseCode } = error as Record<string, unknown>
  const said = typeof response === 'string' ? response : error instanceof Error ? error.message : ''
  const detail = oneLine(said)
  const status = typeof responseCode === 'number' ? responseCode : statusOf(said)
  const ours = code === 'EAUTH' || code === 'ETLS' || command === 'MAIL FROM' || command === 'EHLO'
  if (status === null || status < 500 || ours) return { is: 'unavailable', status, detail }
  return { is: 'refused', status, detail, about: command === 'DATA' ? 'letter' : 'address' }
}

const statusOf = (response: string): number | null => Number(/^(\d{3})\b/.exec(response)?.[1] ?? 0) || null

const oneLine = (text: string): string =>
  text
    .slice(0, LONGEST_DETAIL)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()

function deadlineIn(milliseconds: number): { readonly passed: Promise<never>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('The mail server took too long.')), milliseconds)
  })
  return { passed, cancel: () => clearTimeout(timer) }
}

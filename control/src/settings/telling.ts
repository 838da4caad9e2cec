// How customers are told: the mail server, webhooks, and where customers reach us.

import type { MailSettings } from '../adapters/mail/smtp.ts'
import type { SettingsReader } from '../settings-reader.ts'

export type TellingSettings = {
  /** Null: there is no mail server; what would be mailed is kept and shown. */
  readonly mail: MailSettings | null
  readonly publicUrl: string | null
  readonly webhooksOverHttp: boolean
}

/** SMTP_URL, MAIL_FROM, SMTP_CA_FILE, WEBHOOKS_OVER_HTTP and PUBLIC_URL. */
export function readTelling({ text, file, flag, fault }: SettingsReader): TellingSettings {
  const [url, from, caPem] = [text('SMTP_URL'), text('MAIL_FROM'), file('SMTP_CA_FILE')]
  if ((url === null) !== (from === null)) fault('SMTP_URL', 'and MAIL_FROM go together')
  const parsed = url === null ? null : URL.parse(url)
  if (url !== null && (!/^smtps?:$/.test(parsed?.protocol ?? '') || !parsed?.hostname)) {
    fault('SMTP_URL', 'must be smtp://[user:password@]host[:port] or smtps://…')
  }
  if (from !== null && !isSender(from)) {
    fault('MAIL_FROM', 'must be an address such as certificates@cdn.example, or Name <address>')
  }
  const publicUrl = text('PUBLIC_URL')
  if (publicUrl !== null && !/^https?:$/.test(URL.parse(publicUrl)?.protocol ?? '')) {
    fault('PUBLIC_URL', 'must be the http(s) URL where customers reach the portal')
  }
  return {
    mail: url !== null && from !== null ? { url, from, caPem } : null,
    publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
    webhooksOverHttp: flag('WEBHOOKS_OVER_HTTP'),
  }
}

const isSender = (text: string): boolean =>
  /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)

// A notice as a letter: the same text, plain and as simple HTML.

import { createHash } from 'node:crypto'
import type { Letter } from '../adapters/mail/port.ts'
import type { Notice } from '../store/notice-records.ts'

/** `from` is MAIL_FROM: its domain makes the Message-ID ours. */
export function letterOf(
  { id, subject, text }: Pick<Notice, 'id' | 'subject' | 'text'>,
  to: string,
  from: string,
): Letter {
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  // One letter for each recipient: their ids must differ, or a mailbox that gets two of them would drop one.
  const recipient = createHash('sha256').update(to).digest('hex').slice(0, 12)
  return { messageId: `<${id}.${recipient}@${domain}>`, to, subject, text, html: htmlOf(subject, text) }
}

function htmlOf(subject: string, text: string): string {
  const paragraphs = text
    .split('\n\n')
    .map((each) => `<p>${linked(escaped(each)).replaceAll('\n', '<br>')}</p>`)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${paragraphs.join('\n')}</body></html>`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? '')

/** Only a line that is nothing but a URL is a link: ours. Evidence of strangers stays text. */
const linked = (html: string): string =>
  html.replace(/^https?:\/\/[^\s<>"]+$/gm, (url) => `<a href="${url}">${url}</a>`)

// nginx as a measure from outside: one worker, a challenge as a file, and a proxy with connections kept open.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { freePort } from '../../system/free-port.ts'
import { hasTool } from '../../system/tool.ts'
import { start, type Server } from './processes.ts'
import { CHALLENGE } from './site.ts'

export type Nginx = { readonly server: Server; readonly file: number; readonly proxy: number }

/** Null where it is not installed (Debian package nginx). */
export async function startNginx(folder: string, origin: number): Promise<Nginx | null> {
  if (!hasTool('nginx')) return null
  const [file, proxy] = [await freePort(), await freePort()]
  const { path, holds } = CHALLENGE(0)
  const token = join(folder, 'root', path)
  mkdirSync(dirname(token), { recursive: true })
  writeFileSync(token, holds)
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr notice;
events {}
http {
  access_log off; keepalive_requests 1000000;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  upstream origin { server 127.0.0.1:${origin}; keepalive 32; }
  server { listen 127.0.0.1:${file}; root ${folder}/root; }
  server { listen 127.0.0.1:${proxy}; location / { proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection ""; } }
}
`,
  )
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf')]
  const server = await start('nginx', args, { ready: 'start worker process' })
  return { server, file, proxy }
}

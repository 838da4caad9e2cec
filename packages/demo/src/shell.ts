// What a shell is given by `. data/demo/env`: where everything is, and the few calls one makes all the time.

import { NODE_ADDRESS, SITE, type Ports } from './settings.ts'

/** The ids of the customer's site and of its certificate object. */
export type Ids = { readonly resource: number; readonly certificate: number }

/** A file for POSIX shells. `folder` is the demo's, absolute. */
export function describeShell(ports: Ports, folder: string, ids: Ids): string {
  const at = (port: number): string => `http://${NODE_ADDRESS}:${port}`
  return `# For your shell, written by the demo at each start.

API=${at(ports.api)}   # the control plane
CA=${at(ports.manage)}    # what goes wrong at the practice CA (packages/practice-ca/README.md)
DNS=${at(ports.names)}    # what names answer (packages/practice-dns/README.md)
TOWN=${at(ports.parts)}   # edges and origin: stopped and started
FOLDER=${quote(folder)}
SITE=${ids.resource} CERT=${ids.certificate} NAME=${SITE}

# For \`npx wellknown\`.
export WELLKNOWN_URL="$API" WELLKNOWN_TOKEN="$(cat "$FOLDER/token")"

api() {
  curl -sS -X "$1" -H "Authorization: APIKey $(cat "$FOLDER/token")" -H 'Content-Type: application/json' \\
    "$API$2" \${3:+-d "$3"}
  echo
}
create() { api POST /cdn/resources '{"cname": "${SITE}", "origin": "${NODE_ADDRESS}:${ports.origin}"}'; }
remove() { api PATCH "/cdn/resources/$SITE" '{"active": false}' && api DELETE "/cdn/resources/$SITE"; }
issue() { api PATCH "/cdn/resources/$SITE" "{\\"sslEnabled\\": true, \\"sslData\\": $CERT}"; }
revoke() { api PATCH "/cdn/resources/$SITE" '{"sslEnabled": false, "sslData": null}'; }
renew() { api POST "/cdn/sslData/$CERT/renew"; }
retry() { api POST "/cdn/sslData/$CERT/force-retry"; }
abort() { api POST "/cdn/resources/$SITE/ssl/le/abort"; }
stop() { curl -sS -X PUT "$TOWN/parts/$1" -d '{"up": false}'; echo; }
start() { curl -sS -X PUT "$TOWN/parts/$1" -d '{"up": true}'; echo; }
drain() { api POST "/operator/pops/$1/drain"; }
undrain() { api DELETE "/operator/pops/$1/drain"; }
clear() { api POST "/operator/resources/$SITE/clear"; }
status() { api GET "/cdn/resources/$SITE/ssl/le/diagnosis"; }
unpause() {
  curl -sS --cacert "$FOLDER/practice-root.pem" "$(api GET /operator/ca | grep -o 'https[^"]*unpause/[^"]*')"
}
mend() { curl -sS -X DELETE "$CA/faults" "$DNS/names" "$TOWN/parts"; }
`
}

/** One word for a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

// How the record is set at the DNS providers people use most. None of it is needed by the product; it saves a search.

type Hint = { readonly label: string; readonly usual: string; readonly apex: string }

const HINTS: Readonly<Record<string, Hint>> = {
  cloudflare: {
    label: 'Cloudflare',
    usual:
      'Add a CNAME and set it to “DNS only” (grey cloud). With the orange cloud visitors meet Cloudflare first; we cope with that as long as it passes /.well-known/acme-challenge/.',
    apex: 'Add a CNAME with the name @: Cloudflare flattens it by itself. Set it to “DNS only” (grey cloud). We do not need to see the CNAME.',
  },
  route53: {
    label: 'Amazon Route 53',
    usual: 'Create a record of type CNAME in the hosted zone, with the value as it stands.',
    apex: 'An alias record leads to AWS targets only, so the top of the domain cannot lead to another CDN here. Use www, and redirect the top of the domain to it.',
  },
  google: {
    label: 'Google Cloud DNS',
    usual: 'Add a standard record set of type CNAME. The canonical name ends in a dot.',
    apex: 'Add a record set of type ALIAS at the top of the zone (public zones only).',
  },
  azure: {
    label: 'Azure DNS',
    usual: 'Add a record set of type CNAME, with “Alias record set” left off.',
    apex: 'Alias records lead to Azure resources only. Use www, and redirect the top of the domain to it.',
  },
  godaddy: {
    label: 'GoDaddy',
    usual: 'Add a CNAME whose name is only the part before your domain: GoDaddy adds the domain itself.',
    apex: 'There is no ALIAS here. Use www, and forward the top of the domain to it.',
  },
  namecheap: {
    label: 'Namecheap',
    usual: 'Add a CNAME Record under Advanced DNS. Its host is only the part before your domain.',
    apex: 'Add an ALIAS Record with the host @.',
  },
  ovh: {
    label: 'OVHcloud',
    usual: 'Add an entry of type CNAME in the DNS zone. The target ends in a dot.',
    apex: 'There is no ALIAS here. Use www, and redirect the top of the domain to it.',
  },
  gandi: {
    label: 'Gandi',
    usual: 'Add a record of type CNAME in LiveDNS. The target ends in a dot.',
    apex: 'Add a record of type ALIAS with the name @.',
  },
  gcore: {
    label: 'Gcore DNS',
    usual: 'Add a CNAME record in the zone.',
    apex: 'Add a CNAME record at the top of the zone: it is flattened.',
  },
  other: {
    label: 'Another provider',
    usual: 'Add a CNAME. Where the form shows your domain behind the field, give only the part before it.',
    apex: 'Look for ALIAS, ANAME or “CNAME flattening”. Where there is none, use www and redirect the top of the domain to it.',
  },
}

export const PROVIDERS = Object.entries(HINTS).map(([value, { label }]) => ({ value, label }))

/** What to look out for at a provider; `apex`: at the top of a domain. */
export function hintFor(provider: string, apex: boolean): string {
  const hint = HINTS[provider]
  return hint === undefined ? '' : apex ? hint.apex : hint.usual
}

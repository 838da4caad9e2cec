// Printed from /openapi.json by `npm run client`; a test holds it to that. Do not edit.

export interface paths {
    "/cdn/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The history of the client: what happened, and who called for what; newest first, a thousand at most
         * @description Each entry says what happened, from which state to which, and for calls the path, the token and the names of the fields that were given, never what was in them. Filters narrow it; go on with `offset`.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/clients/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account, with the name that customers’ CNAME records point at
         * @description The client that the token belongs to. `cname` is what the CNAME records of its hostnames point at.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readAccount"];
        /**
         * Change the utilization level
         * @description The level is kept and given back; nothing here depends on it.
         *
         *     For tokens of the role `write` or a higher one.
         */
        put: operations["replaceAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the utilization level
         * @description The level is kept and given back; nothing here depends on it.
         *
         *     For tokens of the role `write` or a higher one.
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/cdn/clients/me/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The token this call is made with: what it may do, and until when
         * @description Its id, name, role and end; never its text.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readOwnToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/clients/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The API tokens of the client; `last_used` is exact to a minute
         * @description Without their text, which was shown once when each was made.
         *
         *     For tokens of the role `admin` or a higher one.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make an API token; its text is shown once
         * @description `read` only reads; `write` changes resources, certificates and what is told of them; `admin` makes and deletes tokens as well; `operator` does everything for all clients. A token whose time has come is a 401 with the reason.
         *
         *     For tokens of the role `admin` or a higher one.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/clients/me/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an API token: it is good for nothing from then on
         * @description A stream of events that it opened ends with it.
         *
         *     For tokens of the role `admin` or a higher one.
         */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to the client’s resources, as server-sent events
         * @description Each event is an `Event` as JSON; its id is its position in the history. With `after` (or the header `Last-Event-ID`, which goes first) the stream begins with everything since, so that nothing is lost over a broken connection; without, with what happens from now on. The first lines tell the position it begins at. While nothing happens a comment comes now and then. A stream ends with its token.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the client was told, newest first, with the deliveries; up to a thousand, for 90 days
         * @description What was told stands here whether or not it could be mailed, with every try of every delivery.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/notifications/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is mailed, and of what
         * @description The recipients, each with what the mail server last refused of it, and which kinds of notices are mailed. Webhooks have choices of their own.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readNotificationSettings"];
        /**
         * Change who is mailed, and of what; names that do not pass are mailed once a day for all resources
         * @description PUT sets all: what is left out is as it was at first. PATCH changes what is named.
         *
         *     For tokens of the role `write` or a higher one.
         */
        put: operations["replaceNotificationSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change who is mailed, and of what; names that do not pass are mailed once a day for all resources
         * @description PUT sets all: what is left out is as it was at first. PATCH changes what is named.
         *
         *     For tokens of the role `write` or a higher one.
         */
        patch: operations["changeNotificationSettings"];
        trace?: never;
    };
    "/cdn/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The CDN resources of the client
         * @description Each with its rules, its options, and how its certificate stands at a glance.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listResources"];
        put?: never;
        /**
         * Make a CDN resource, with a certificate if wanted (sslEnabled, sslData)
         * @description Takes either `originGroup` or `origin`, for which a group of that name is found or made. It is `processed` until every edge has it; a certificate that is asked for meanwhile comes by itself then. What is refused makes nothing.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["createResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A CDN resource
         * @description What its client has configured, and how its certificate stands at a glance.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readResource"];
        /**
         * Change a CDN resource; issue, replace, disable or revoke its certificate
         * @description A changed hostname has a managed certificate reissued: X-Wellknown-Warning says what becomes of the current one. With `dry_run=true` nothing is changed: the answer is what the call would get, its refusals and warnings included, with the resource as it would be. Of calls made at the same time none undoes what another has changed.
         *
         *     For tokens of the role `write` or a higher one.
         */
        put: operations["replaceResource"];
        post?: never;
        /**
         * Delete a CDN resource that is not active
         * @description Switch it off first (`active: false`). Its names are free at once for the same client; the key of its certificate is destroyed.
         *
         *     For tokens of the role `write` or a higher one.
         */
        delete: operations["deleteResource"];
        options?: never;
        head?: never;
        /**
         * Change a CDN resource; issue, replace, disable or revoke its certificate
         * @description A changed hostname has a managed certificate reissued: X-Wellknown-Warning says what becomes of the current one. With `dry_run=true` nothing is changed: the answer is what the call would get, its refusals and warnings included, with the resource as it would be. Of calls made at the same time none undoes what another has changed.
         *
         *     For tokens of the role `write` or a higher one.
         */
        patch: operations["changeResource"];
        trace?: never;
    };
    "/cdn/resources/{id}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules of a CDN resource, in the order in which they are asked
         * @description By weight, then by age: the first that matches and is active decides.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listRules"];
        put?: never;
        /**
         * Add a rule
         * @description The pattern is compiled now: one that cannot be a rule is refused with the reason and the place.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["createRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A rule
         * @description A rule with its pattern, weight and options.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readRule"];
        /**
         * Change a rule
         * @description Every edge has it within seconds. PUT wants name and pattern; PATCH changes what is named.
         *
         *     For tokens of the role `write` or a higher one.
         */
        put: operations["replaceRule"];
        post?: never;
        /**
         * Delete a rule that is not active
         * @description Switch it off first (`active: false`).
         *
         *     For tokens of the role `write` or a higher one.
         */
        delete: operations["deleteRule"];
        options?: never;
        head?: never;
        /**
         * Change a rule
         * @description Every edge has it within seconds. PUT wants name and pattern; PATCH changes what is named.
         *
         *     For tokens of the role `write` or a higher one.
         */
        patch: operations["changeRule"];
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/abort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Abort the issue process that is running
         * @description What is served stays. Its status is *Cancelled*; a certificate can be asked for again at any time.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["abortIssue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be asked of the certificate now, and what the other calls would be refused with
         * @description What a page draws its buttons by: each action with whether the call would be taken now, in which words it would be refused, and from when on it is possible.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/anyway": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the CA although our own look failed
         * @description For who is sure that our look is wrong; once an hour, since the CA counts failures.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["issueAnyway"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The managed certificates a resource has had, and what became of each; a thousand at most
         * @description With its names, its dates, whether its key is destroyed, and when and why it was revoked.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listPastCertificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the certificate stands, who moves next, and what our last look saw
         * @description The state in the portal’s word (`label`) and in ours, who moves next and when, and each problem with a stable `code`, the evidence, who acts, the fix, the DNS record to set and its page of the guide.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readDiagnosis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/partial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue for the names that pass; the others are added by themselves once they do
         * @description A name that is covered now is never dropped. The diagnosis tells beforehand which names it would be (`part`).
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["issuePartly"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/pre-validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look whether the names of a resource can be validated
         * @description Looks now, as before every order: DNS, CAA, and a token of ours read back through every address. No attempt is spent. A refusal tells each name that does not pass, and why; the diagnosis then has the evidence and the record to set.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["preValidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rehearse: would the CA issue for these names?
         * @description Looks as before every order, orders at the CA’s rehearsal directory and answers its challenges through our edges. The certificate is thrown away, and nothing of what is served or counted changes. Read how it went until `ended` is set.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["startRehearsal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/reissue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a new certificate, see it serving, and revoke the old one if asked to
         * @description For a key that was lost, for instance. The old certificate serves until the new one was seen on every edge; with `revoke_old` the CA is told to revoke it then.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["reissueCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn HTTPS off and revoke the certificate, with a reason of RFC 5280 (default 5, cessationOfOperation)
         * @description HTTPS goes off at once, and the CA is told until it has heard. On a site whose visitors were told to come over HTTPS only (HSTS) it takes `confirm_hsts`, since they are locked out. A certificate can be asked for again afterwards.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["revokeCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/rollout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each edge holds by its receipts, what it answered, and which serial it was seen serving
         * @description Edge by edge and name by name: the revision that is wanted and the one it gave a receipt for, and what a fresh TLS session was served.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readRollout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Each series of attempts at the CA, and how each attempt ended; a thousand at most
         * @description A series is up to five attempts; each ended in `DONE`, `FAILED` or `CANCELLED`, with the CA’s reason in plain words.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/resources/{id}/ssl/le/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened, oldest first, a thousand entries at a time: go on with the last id as `after`. `challenge-hits` counts the requests for an attempt’s tokens, and shows them for 30 days
         * @description Every step of every attempt, each with what was seen or said.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/rules/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How much of the challenge traffic a pattern would catch, exactly
         * @description Saves nothing. A pattern that cannot be a rule is answered with 400, the reason and the place. Here no rule stands between a CA and its token; the answer also says what this one would mean where rules come first.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["checkRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/ssl/le/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is left of the CA’s rate limits for a name of yours, and when the next order can be made: `next_free` where it never had a certificate, `next_free_again` where it had one, since `reserve` are kept for first ones
         * @description Limits are the CA’s own (orders of the account, certificates of a registered domain and of the same set of names, failures of a name), as we have counted them.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readNameBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/ssl/le/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What to set in DNS for a name, whether or not there is a resource for it yet
         * @description The record that leads the name to this CDN, the CAA record that lets nobody but our CA issue for it, and what delegates its validation where DNS-01 is offered. Nothing is saved.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readDnsRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/ssl/le/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rehearsals of the client, newest first; a thousand at most
         * @description Those under way too. They are kept for 30 days, and go with their resource.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listRehearsals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/ssl/le/rehearsals/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where rehearsals are made, if they are offered here
         * @description The operator names the CA’s staging directory, or none.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readRehearsalOffer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/sslData": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The certificate objects of the client
         * @description Own certificates and places of managed ones (`automated`), with what is served by them now.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listCertificates"];
        put?: never;
        /**
         * Make a certificate object: your own, or one for Let's Encrypt (automated)
         * @description An automated one is a place only: the certificate is asked for when a resource chooses it (`sslData`). An own one is checked with its key, which no answer ever holds.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["createCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/sslData/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A certificate object
         * @description Issuer, names and dates are null while there is none.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readCertificate"];
        /**
         * Rename a certificate object, or replace your own certificate
         * @description An own certificate that is in use is replaced on every edge without a gap; one that could not be served is refused, and nothing changes.
         *
         *     For tokens of the role `write` or a higher one.
         */
        put: operations["replaceCertificate"];
        post?: never;
        /**
         * Delete a certificate object that no resource uses
         * @description One that a resource has chosen or still serves is refused.
         *
         *     For tokens of the role `write` or a higher one.
         */
        delete: operations["deleteCertificate"];
        options?: never;
        head?: never;
        /**
         * Rename a certificate object, or replace your own certificate
         * @description An own certificate that is in use is replaced on every edge without a gap; one that could not be served is refused, and nothing changes.
         *
         *     For tokens of the role `write` or a higher one.
         */
        patch: operations["changeCertificate"];
        trace?: never;
    };
    "/cdn/sslData/{id}/force-retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the next attempt now
         * @description Instead of at `next_attempt_time`, and within the CA’s limits: a 429 tells when it can be.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["forceRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/sslData/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew a managed certificate now
         * @description The present one serves until the new one was seen on every edge.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["renewCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The webhooks of the client
         * @description Each with since when it fails, and why it was switched off, if it was.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Add a webhook; its signing secret is shown once
         * @description Notices are posted by the Standard Webhooks specification; the API guide has a receiver to copy. The secret is in this answer only.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A webhook
         * @description Since when it fails, and why it was switched off, if it was.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["readWebhook"];
        /**
         * Change a webhook, or switch it on again
         * @description `active: true` switches it on again after failures. PUT sets all: what is left out is as it was at first.
         *
         *     For tokens of the role `write` or a higher one.
         */
        put: operations["replaceWebhook"];
        post?: never;
        /**
         * Delete a webhook with all that waits for it
         * @description What waits for it is given up.
         *
         *     For tokens of the role `write` or a higher one.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook, or switch it on again
         * @description `active: true` switches it on again after failures. PUT sets all: what is left out is as it was at first.
         *
         *     For tokens of the role `write` or a higher one.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/cdn/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest hundred deliveries, with each try: status, milliseconds, the beginning of the answer
         * @description For finding out what a receiver was sent and what it answered.
         *
         *     For tokens of the role `read` or a higher one.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cdn/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post a test; how it went stands in the deliveries
         * @description A notice of the type `webhook.test`, under a `webhook-id` of its own.
         *
         *     For tokens of the role `write` or a higher one.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stands until somebody or something mends it: each once, however many resources it meets
         * @description The log has each once, this list for as long as it stands; `docs/operating.md` says what each means and what to do.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["listAlarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The history of all clients, or of one
         * @description The same for operators: over all clients, with whose entry each is.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["listAllAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/ca": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The CA and our account there; what it wants of an operator: the link that lifts a pause, new terms
         * @description The directory and the account in use. While a CA pauses names of ours, the link that ends it; when it has new terms, their address.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["readCa"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/ca/buckets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is taken of one of the CA’s limits, subject by subject; a thousand at most
         * @description A domain, a set of names or a name is listed while something of its limit is taken; of one hostname also whose it is.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["listCaBuckets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/ca/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is left of the CA’s limits over all clients, when the next order can be made, and who waits
         * @description The limit on new orders, how many domains, sets of names and names have nothing left, and the queue of sites whose time has come.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["readCaBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/ca/unpause_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget the link once it has been used: names that were paused go on
         * @description Open the link first, at the CA. All that was paused goes on by and by, one first.
         *
         *     For tokens of the role `operator`.
         */
        delete: operations["dropUnpauseLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a CA wanted of the operator is mended: all that waited for it go on by and by, one first
         * @description For a CA’s pause, an account that had to be mended, or terms that were agreed to.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["clearCause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All clients
         * @description Each with its name and the target that its customers’ CNAME records point at. `X-Wellknown-As-Client` with its id reads as one of them.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["listClients"];
        put?: never;
        /**
         * Make a client and its first API token, whose text is shown once
         * @description The token has the role `admin` and makes others. Its text is in this answer only: nobody can read it again.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["createClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order nothing new for all, a client, a name or a CA until resumed; orders at the CA go to their end, and serving, deploying and revoking go on
         * @description Nothing that is held loses an attempt. Customers see the reason. Held twice, the later reason stands.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is held, why, by whom and since when
         * @description All holds that stand; of a client also its name.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["listHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/pops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The PoPs: how each stands, how far it is behind, how far its clock is off, and what is wrong with it
         * @description An edge counts (`in`) once it holds every document and was seen answering; `out` and `drained` are not waited for.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["listPops"];
        put?: never;
        /**
         * Add a PoP: it counts once it holds every document and was seen answering
         * @description It is given everything at once, and certificates wait for it only from when it has caught up. No restart is needed.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["addPop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/pops/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a PoP: nothing is pushed to it and nothing waits for it; one that EDGES_FILE lists stays away too
         * @description What it holds stays on it: take it down, or clear its shelf.
         *
         *     For tokens of the role `operator`.
         */
        delete: operations["removePop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/pops/{name}/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * No gate waits for this PoP any more; it is kept up to date all the same
         * @description Before it is taken down, for instance. Say it again: nothing changes.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["drainPop"];
        /**
         * Gates wait for this PoP again, once it has caught up
         * @description It is caught up first; a revocation that waited for it goes on then.
         *
         *     For tokens of the role `operator`.
         */
        delete: operations["undrainPop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/pops/{name}/out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Declare a PoP out: no gate waits for it from now on; it comes back by itself once it has caught up
         * @description For a PoP that is known to be down: without it, gates wait until it has been silent for POP_BOUND. A revocation of what it may still serve waits until it is back or removed.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["declarePopOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The resources of all clients by state and cause, with counts; 100 at a time unless `limit` says less
         * @description For an overview and for what needs a hand: `counts` are over everything whatever was asked for, filters choose by state, label, cause, client, or how much of the certificate’s life is left.
         *
         *     For tokens of the role `operator`.
         */
        get: operations["listAllResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/resources/{id}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a resource waited for, and only an operator could mend, is mended: it goes on
         * @description For a CA’s pause, an account that had to be mended, or terms that were agreed to; `POST /operator/clear` does the same for all that wait for one of these.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["clearResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/resources/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a resource out of service, with or without its client: visitors get 403 and nothing is ordered; the certificate is kept
         * @description The client is told by mail and webhook, reads the reason in the resource and the diagnosis, and cannot undo it. Each reason is told once. Done twice, the later reason stands.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["suspendResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/resources/{id}/unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a suspended resource back: it is served again, and checked first, unless its client has switched it off
         * @description The client is told. What waited goes on where it stood.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["unsuspendResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift a hold: what it held starts by and by, one first
         * @description Takes the same words as the hold did. After a hold of everything or of a CA runs start one first, then ever more, so that the CA is not flooded.
         *
         *     For tokens of the role `operator`.
         */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Actions: {
            accepted: boolean;
            /** @enum {string} */
            action: "enable" | "own" | "retry" | "anyway" | "partial" | "renew" | "reissue" | "abort" | "disable" | "revoke" | "delete";
            /**
             * Format: date-time
             * @description When it is only too early for it.
             * @example 2026-01-01T10:00:00.000000Z
             */
            not_before: string | null;
            /** @description What the call would be refused with. */
            why_not: string | null;
        }[];
        ApiToken: {
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            created: string;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            expires: string | null;
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            last_used: string | null;
            name: string;
            /** @enum {string} */
            role: "read" | "write" | "admin" | "operator";
        };
        ApiTokenBody: {
            /** Format: date-time */
            expires?: string | null;
            name: string;
            /** @enum {string} */
            role?: "read" | "write" | "admin" | "operator";
        };
        AuditEntry: components["schemas"]["Event"] & {
            /** @description Is it sealed into the hash chain? Within a minute. */
            sealed: boolean;
        };
        CaBucket: {
            /** @description A registered domain, the digest of a set of names, or a name; empty for the account. */
            about: string;
            /** @description Whose name it is, where it is a name */
            client: number | null;
            /** @description What the client is called; null: it is of none, or of one that is gone */
            client_name: string | null;
            count: number;
            left: number;
            limit: string;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            next_free: string;
            /**
             * Format: date-time
             * @description The same for those that had one
             * @example 2026-01-01T10:00:00.000000Z
             */
            next_free_again: string;
            period_seconds: number;
            /** @description Kept for sites that never had a certificate */
            reserve: number;
        };
        CaBudget: {
            /** @description Null: the CA has no limits that we know of */
            orders: components["schemas"]["CaBucket"] | null;
            queue: {
                /** @description Resources whose time to start at the CA has come */
                due: number;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                next_start: string | null;
                /**
                 * Format: date-time
                 * @description Since when the first of them waits
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                oldest: string | null;
                /**
                 * Format: date-time
                 * @description The CA asks to be left alone until then
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                paused_until: string | null;
                /**
                 * @description `shut`: one at a time, until the CA has taken an order; `rising`: ever more
                 * @enum {string}
                 */
                phase: "open" | "shut" | "rising";
            };
            /** @description How many domains, sets of names and names have nothing left */
            spent: {
                count: number;
                limit: string;
                period_seconds: number;
                spent: number;
            }[];
        };
        ChallengeHit: {
            /** @description The User-Agent, cleaned and cut to 120 characters */
            agent: string;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            at: string;
            host: string;
            milliseconds: number;
            /** @description The /24 of an IPv4 address, the /48 of an IPv6 one, or unknown */
            network: string;
            pop: string;
            /** @enum {string} */
            result: "answered" | "unknown" | "unavailable";
        };
        Client: {
            auto_suspend_enabled: boolean;
            cdn_resources_rules_max_count: number;
            cname: string;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            created: string;
            id: number;
            name: string;
            service: {
                enabled: boolean;
                status: string;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                updated: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            updated: string;
            use_balancer: boolean;
            utilization_level: number;
        };
        ClientBody: {
            name: string;
        };
        ClientChange: {
            utilization_level: number;
        };
        Delivery: {
            /** @enum {string} */
            channel: "mail" | "webhook";
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            next_try: string | null;
            notice: string;
            /** @enum {string} */
            status: "waiting" | "delivered" | "failed" | "kept";
            target: string;
            tries: {
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                at: string;
                detail: string;
                milliseconds: number;
                status: number | null;
            }[];
        };
        DiagnosedNote: {
            code: string;
            evidence: string;
            explanation: string;
            fix: string;
            guide: string;
            name: string | null;
            record: {
                name: string;
                type: string;
                value: string;
            } | null;
            /** @enum {string} */
            severity: "fail" | "note" | "unsure";
            /** @enum {string} */
            who_acts: "customer" | "operator" | "ca" | "us";
        };
        DiagnosedProblem: {
            code: string;
            evidence: string;
            explanation: string;
            fix: string;
            guide: string;
            name: string | null;
            record: {
                name: string;
                type: string;
                value: string;
            } | null;
            /** @enum {string} */
            who_acts: "customer" | "operator" | "ca" | "us";
        };
        Diagnosis: {
            advice: {
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                end: string;
                explanation_url: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                start: string;
            } | null;
            facts?: unknown;
            label: string;
            left_out: string[];
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            looked: string | null;
            names: {
                facts?: unknown;
                findings: components["schemas"]["DiagnosedNote"][];
                name: string;
            }[];
            next: {
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                at: string | null;
                who: string;
                why: string;
            };
            origin: {
                facts?: unknown;
                findings: components["schemas"]["DiagnosedNote"][];
            } | null;
            part: {
                left_out: string[];
                names: string[];
            } | null;
            problems: components["schemas"]["DiagnosedProblem"][];
            state: string;
        };
        Event: {
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            /** @description Such as `issued`; `called` for a call that changed something. */
            event: string;
            from: string | null;
            /** @description The position: later events have greater ones. */
            id: number;
            /** @description Null: it concerns the client as a whole. */
            resource: number | null;
            to: string | null;
        };
        IssueRun: {
            attempts_count: number;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            finished: string | null;
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            next_attempt: string | null;
            /** @description Attempt by attempt, oldest first */
            outcomes: {
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                at: string;
                /** @description What the CA said, in plain words */
                details: string;
                error: string;
                /**
                 * Format: date-time
                 * @description A limit of the CA: no attempt was spent
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                retry_after: string | null;
                /** @enum {string} */
                status: "DONE" | "FAILED" | "CANCELLED";
            }[];
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            started: string;
        };
        NewApiToken: components["schemas"]["ApiToken"] & {
            token: string;
        };
        NewWebhook: components["schemas"]["Webhook"] & {
            secret: string;
        };
        Notice: {
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            at: string;
            data: {
                [key: string]: unknown;
            };
            deliveries: components["schemas"]["Delivery"][];
            id: string;
            resource: number | null;
            subject: string;
            text: string;
            /** @enum {string} */
            type: "certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "resource.suspended" | "resource.resumed" | "webhook.disabled" | "webhook.test";
        };
        NotificationSettings: {
            events: {
                [key: string]: boolean;
            };
            mail_server: boolean;
            recipients: {
                address: string;
                fault: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                fault_at: string | null;
            }[];
        };
        NotificationSettingsBody: {
            events?: {
                "certificate.expired"?: boolean;
                "certificate.expiring"?: boolean;
                "certificate.issue_failed"?: boolean;
                "certificate.left"?: boolean;
                "certificate.pre_validation_failed"?: boolean;
                "certificate.recovered"?: boolean;
                "certificate.renewal_failed"?: boolean;
                "resource.resumed"?: boolean;
                "resource.suspended"?: boolean;
                "webhook.disabled"?: boolean;
            };
            recipients?: string[];
        };
        OperatorAuditEntry: components["schemas"]["AuditEntry"] & {
            client: number | null;
            /** @description What the client is called; null: it is of none, or of one that is gone */
            client_name: string | null;
        };
        OperatorList: {
            count: number;
            counts: {
                cause: string | null;
                count: number;
                state: string;
            }[];
            next: string | null;
            previous: string | null;
            results: {
                alarms: components["schemas"]["StandingAlarm"][];
                cause: string | null;
                client: number;
                /** @description What the client is called; null: it is of none, or of one that is gone */
                client_name: string | null;
                cname: string;
                evidence: string | null;
                id: number;
                label: string;
                next: {
                    /**
                     * Format: date-time
                     * @example 2026-01-01T10:00:00.000000Z
                     */
                    at: string | null;
                    who: string;
                    why: string;
                };
                state: string;
                /** @description By an operator: it is out of service */
                suspended: boolean;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                valid_until: string | null;
            }[];
        };
        PastCertificate: {
            issuer: string;
            key_destroyed: boolean;
            names: string[];
            /**
             * Format: date-time
             * @description When it stops being served and its key is destroyed
             * @example 2026-01-01T10:00:00.000000Z
             */
            retired: string | null;
            revoked: {
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                at: string;
                /** @description RFC 5280 §5.3.1 */
                reason: number;
            } | null;
            serial: string;
            /**
             * @description `kept`: HTTPS is off, and on again it serves; `deploying`: on its way to the edges; `replaced`: another took its place, or it never served.
             * @enum {string}
             */
            status: "serving" | "kept" | "deploying" | "revoked" | "expired" | "replaced";
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            valid_from: string;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            valid_until: string;
        };
        Pop: {
            admin: string;
            /** @description The ids of the keys in its ADMIN_JWKS, as it last said */
            admin_keys: string[] | null;
            /** @description Documents it has given no receipt for, counted up to 1000 */
            behind: number;
            /**
             * Format: date-time
             * @description Since when no gate waits for it, by the operator’s word
             * @example 2026-01-01T10:00:00.000000Z
             */
            drained: string | null;
            /** @description What is wrong with it */
            fault: string | null;
            /**
             * @example [
             *       "198.51.100.1:80"
             *     ]
             */
            http: string[];
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            last_seen: string | null;
            /** @enum {string} */
            membership: "in" | "catching-up" | "out";
            name: string;
            /**
             * Format: date-time
             * @description When `membership` became what it is
             * @example 2026-01-01T10:00:00.000000Z
             */
            since: string;
            /** @description Its clock less ours */
            skew_milliseconds: number | null;
            terminates_tls: boolean;
            /** @description Its ACME_THUMBPRINTS, likewise */
            thumbprints: string[] | null;
            /**
             * @example [
             *       "198.51.100.1:80"
             *     ]
             */
            tls: string[] | null;
            /** @description The version of our protocol it last named */
            wire: number | null;
        };
        RecordsToSet: {
            /** @description The name is the top of a domain, where no CNAME can stand: ALIAS, ANAME or flattening. */
            apex: boolean;
            /** @description For a certificate before the name leads here; empty: not offered. */
            delegation: {
                name: string;
                type: string;
                value: string;
            }[];
            /** @description Leads the name to this CDN. */
            lead: {
                name: string;
                type: string;
                value: string;
            };
            name: string;
            /** @description Lets nobody but this CA issue, and only for our account (RFC 8657). */
            permission: {
                name: string;
                type: string;
                value: string;
            } | null;
            /** @description Where the name led when it was looked at just now; null without `look`. */
            seen: {
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                at: string;
                delegation: {
                    evidence: string;
                    stands: boolean;
                } | null;
                evidence: string;
                /** @enum {string} */
                leads: "here" | "elsewhere" | "nowhere" | "unknown";
            } | null;
        };
        Rehearsal: {
            /** @description What came and was thrown away */
            certificate: {
                issuer: string;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                not_after: string;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                not_before: string;
                serial: string;
            } | null;
            /** @description The CA’s directory that was asked */
            directory: string;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            ended: string | null;
            id: string;
            names: string[];
            problems: components["schemas"]["DiagnosedProblem"][];
            resource: number;
            /**
             * @description `blocked`: our look found what would fail, and the CA was not asked. `failed`: the CA said no. `held`: it could not be said
             * @enum {string}
             */
            result: "running" | "passed" | "blocked" | "failed" | "held";
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            started: string;
        };
        RehearsalOffer: {
            /** @description Null: they are not offered */
            directory: string | null;
        };
        Resource: {
            active: boolean;
            can_purge_by_urls: boolean;
            /** @description How the certificate stands, at a glance; `…/ssl/le/diagnosis` has it in full. */
            certificate: {
                cause: string | null;
                /** @enum {string|null} */
                kind: "managed" | "own" | null;
                label: string;
                next: {
                    /**
                     * Format: date-time
                     * @example 2026-01-01T10:00:00.000000Z
                     */
                    at: string | null;
                    who: string;
                };
                serving: boolean;
                state: string;
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                valid_until: string | null;
            };
            client: number;
            cname: string;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            created: string;
            deleted: boolean;
            description: string;
            enabled: boolean;
            full_custom_enabled: boolean;
            id: number;
            is_primary: boolean | null;
            name: string | null;
            options: {
                [key: string]: unknown;
            };
            originGroup: number;
            originGroup_name: string;
            /** @enum {string} */
            originProtocol: "HTTP" | "HTTPS" | "MATCH";
            preset_applied: boolean;
            primary_resource: number | null;
            proxy_ssl_ca: number | null;
            proxy_ssl_data: number | null;
            proxy_ssl_enabled: boolean;
            rules: components["schemas"]["Rule"][];
            secondaryHostnames: string[];
            shield_dc: null;
            shield_enabled: boolean;
            shield_routing_map: null;
            shielded: boolean;
            ssl_automated: boolean;
            sslData: number | null;
            sslEnabled: boolean;
            /** @enum {string} */
            status: "active" | "suspended" | "processed" | "deleted";
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            suspend_date: string | null;
            /** @description Why our operators suspended it; null while they have not */
            suspend_reason: string | null;
            suspended: boolean;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            updated: string;
            vp_enabled: boolean;
            waap_domain_id: string | null;
        };
        ResourceBody: components["schemas"]["ResourceChange"] & {
            cname: string;
            origin?: string;
        };
        ResourceChange: {
            active?: boolean;
            /** @description Turn HTTPS off although browsers were told to come over HTTPS only (RFC 6797). */
            confirm_hsts?: boolean;
            description?: string;
            name?: string | null;
            options?: {
                [key: string]: unknown;
            } | null;
            originGroup?: number;
            /** @enum {string} */
            originProtocol?: "HTTP" | "HTTPS" | "MATCH";
            primary_resource?: number | null;
            proxy_ssl_ca?: number | null;
            proxy_ssl_data?: number | null;
            proxy_ssl_enabled?: boolean;
            secondaryHostnames?: string[] | null;
            /** @description With `sslEnabled` and without `sslData`: a managed certificate, whose place under /cdn/sslData is found or made with it. */
            ssl_automated?: boolean;
            sslData?: number | null;
            sslEnabled?: boolean;
            waap_domain_id?: string | null;
        };
        ResourceReplacement: {
            active?: boolean;
            /** @description Turn HTTPS off although browsers were told to come over HTTPS only (RFC 6797). */
            confirm_hsts?: boolean;
            description?: string;
            name?: string | null;
            options?: {
                [key: string]: unknown;
            } | null;
            originGroup: number;
            /** @enum {string} */
            originProtocol?: "HTTP" | "HTTPS" | "MATCH";
            primary_resource?: number | null;
            proxy_ssl_ca?: number | null;
            proxy_ssl_data?: number | null;
            proxy_ssl_enabled?: boolean;
            secondaryHostnames?: string[] | null;
            /** @description With `sslEnabled` and without `sslData`: a managed certificate, whose place under /cdn/sslData is found or made with it. */
            ssl_automated?: boolean;
            sslData?: number | null;
            sslEnabled?: boolean;
            waap_domain_id?: string | null;
        };
        Rollout: {
            /**
             * Format: date-time
             * @description Since when no gate waits for it, by the operator’s word
             * @example 2026-01-01T10:00:00.000000Z
             */
            drained: string | null;
            hosts: {
                documents: {
                    /** @description The revision of its last receipt */
                    held: number | null;
                    /**
                     * Format: date-time
                     * @example 2026-01-01T10:00:00.000000Z
                     */
                    held_at: string | null;
                    kind: string;
                    skew: number | null;
                    wanted: number;
                    wire: number | null;
                }[];
                host: string;
                /** @description What the PoP’s addresses gave for our last token of this host */
                readbacks: {
                    address: string;
                    /**
                     * Format: date-time
                     * @example 2026-01-01T10:00:00.000000Z
                     */
                    at: string;
                    /** @enum {string} */
                    result: "ours" | "other" | "unreachable" | "reserved" | "no-route";
                }[];
                /**
                 * Format: date-time
                 * @example 2026-01-01T10:00:00.000000Z
                 */
                seen_at: string | null;
                /** @description Seen by a fresh TLS session */
                serial: string | null;
            }[];
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            last_seen: string | null;
            /** @enum {string} */
            membership: "in" | "catching-up" | "out";
            pop: string;
            /** @description The PoP’s clock less ours, in milliseconds */
            skew: number | null;
            terminates_tls: boolean;
            /** @description The version of our protocol it last named */
            wire: number | null;
        }[];
        Rule: {
            active: boolean;
            deleted: boolean;
            id: number;
            name: string;
            options: {
                [key: string]: unknown;
            };
            originGroup: number | null;
            /** @enum {string} */
            originProtocol: "HTTP" | "HTTPS" | "MATCH";
            /** @enum {string|null} */
            overrideOriginProtocol: "HTTP" | "HTTPS" | "MATCH" | null;
            preset_applied: boolean;
            primary_rule: number | null;
            rule: string;
            ruleType: 0 | 1;
            weight: number;
        };
        RuleBody: {
            active?: boolean;
            name: string;
            options?: {
                [key: string]: unknown;
            } | null;
            originGroup?: number | null;
            /** @enum {string|null} */
            overrideOriginProtocol?: "HTTP" | "HTTPS" | "MATCH" | null;
            rule: string;
            ruleType?: 0 | 1;
            weight?: number;
        };
        RuleChange: {
            active?: boolean;
            name?: string;
            options?: {
                [key: string]: unknown;
            } | null;
            originGroup?: number | null;
            /** @enum {string|null} */
            overrideOriginProtocol?: "HTTP" | "HTTPS" | "MATCH" | null;
            rule?: string;
            ruleType?: 0 | 1;
            weight?: number;
        };
        RuleCheck: {
            /**
             * @description The same over tokens of 22 to 128 characters, which is all that an edge answers.
             * @enum {string}
             */
            any_length: "never" | "some" | "all";
            /**
             * @description A path that is caught; null if none is.
             * @example /.well-known/acme-challenge/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAjs
             */
            caught: string | null;
            /** @description What it would mean on a CDN that asks rules first. */
            elsewhere: string;
            /**
             * @description A path that is not caught; null if all are.
             * @example /.well-known/acme-challenge/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAjs
             */
            escaping: string | null;
            /** @description What it means here. */
            here: string;
            /** @description The share of those URLs that is caught. */
            share: {
                /**
                 * @description Exact, in lowest terms.
                 * @example 5/32
                 */
                fraction: string;
                /**
                 * @description Six decimals, rounded.
                 * @example 98.886083
                 */
                percent: string;
            };
            /** @description What an edge runs; the active rules of a resource may have 65,536 bytes together. */
            table: {
                bytes: number;
                states: number;
            };
            /**
             * @description How many challenge URLs the pattern catches, over all tokens of 43 characters.
             * @enum {string}
             */
            verdict: "never" | "some" | "all";
        };
        RuleCheckBody: {
            /** @description As it would be saved: up to 300 characters. */
            rule: string;
            /** @default 0 */
            ruleType: 0 | 1;
        };
        SslData: {
            automated: boolean;
            cert_issuer: string | null;
            cert_subject_alt: string | null;
            cert_subject_cn: string | null;
            deleted: boolean;
            hasRelatedResources: boolean;
            id: number;
            name: string;
            sslCertificateChain: string | null;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            validity_not_after: string | null;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            validity_not_before: string | null;
        };
        SslDataBody: {
            automated?: boolean;
            name: string;
            sslCertificate?: string;
            sslPrivateKey?: string;
            validate_root_ca?: boolean;
        };
        SslDataChange: {
            automated?: boolean;
            name?: string;
            sslCertificate?: string;
            sslPrivateKey?: string;
            validate_root_ca?: boolean;
        };
        StandingAlarm: {
            client: number | null;
            /** @description What the client is called; null: it is of none, or of one that is gone */
            client_name: string | null;
            detail: {
                [key: string]: unknown;
            };
            event: string;
            resource: number | null;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            since: string;
            subject: string;
        };
        Timeline: {
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            event: string;
            from: string | null;
            hits?: components["schemas"]["ChallengeHit"][];
            id: number;
            to: string | null;
        }[];
        Webhook: {
            active: boolean;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            created: string;
            description: string;
            events: string[] | null;
            /**
             * Format: date-time
             * @example 2026-01-01T10:00:00.000000Z
             */
            failing_since: string | null;
            fault: string | null;
            id: string;
            url: string;
        };
        WebhookBody: {
            active?: boolean;
            description?: string;
            events?: ("certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "resource.suspended" | "resource.resumed" | "webhook.disabled")[] | null;
            url: string;
        };
        WebhookChange: {
            active?: boolean;
            description?: string;
            events?: ("certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "resource.suspended" | "resource.resumed" | "webhook.disabled")[] | null;
            url?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAudit: {
        parameters: {
            query?: {
                event?: string;
                limit?: number;
                offset?: number | null;
                /** @description Newest first (`-id`) unless asked otherwise. */
                ordering?: "id" | "-id";
                resource?: number;
                /** @description Not before this time. */
                since?: string;
                /** @description Before this time. */
                until?: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntry"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["AuditEntry"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "name": "Example Ltd",
                     *       "cname": "cl-7.cdn.example",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "updated": "2026-01-01T10:00:00.000000Z",
                     *       "utilization_level": 1,
                     *       "use_balancer": false,
                     *       "auto_suspend_enabled": false,
                     *       "cdn_resources_rules_max_count": 1,
                     *       "service": {
                     *         "enabled": true,
                     *         "status": "active",
                     *         "updated": "2026-01-01T10:00:00.000000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Client"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replaceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "utilization_level": 0
                 *     }
                 */
                "application/json": components["schemas"]["ClientChange"];
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "name": "Example Ltd",
                     *       "cname": "cl-7.cdn.example",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "updated": "2026-01-01T10:00:00.000000Z",
                     *       "utilization_level": 1,
                     *       "use_balancer": false,
                     *       "auto_suspend_enabled": false,
                     *       "cdn_resources_rules_max_count": 1,
                     *       "service": {
                     *         "enabled": true,
                     *         "status": "active",
                     *         "updated": "2026-01-01T10:00:00.000000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Client"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "utilization_level": 0
                 *     }
                 */
                "application/json": components["schemas"]["ClientChange"];
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 7,
                     *       "name": "Example Ltd",
                     *       "cname": "cl-7.cdn.example",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "updated": "2026-01-01T10:00:00.000000Z",
                     *       "utilization_level": 1,
                     *       "use_balancer": false,
                     *       "auto_suspend_enabled": false,
                     *       "cdn_resources_rules_max_count": 1,
                     *       "service": {
                     *         "enabled": true,
                     *         "status": "active",
                     *         "updated": "2026-01-01T10:00:00.000000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Client"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readOwnToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "name": "ci",
                     *       "role": "write",
                     *       "expires": "2026-04-01T10:00:00.000000Z",
                     *       "last_used": "2026-01-01T10:00:00.000000Z",
                     *       "created": "2026-01-01T10:00:00.000000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "id" | "name" | "created" | "expires" | "last_used" | "-id" | "-name" | "-created" | "-expires" | "-last_used";
                role?: "read" | "write" | "admin" | "operator";
                /** @description Text that a name holds, whatever its case. */
                search?: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens, without their text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["ApiToken"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "ci",
                 *       "role": "write",
                 *       "expires": "2026-04-01T10:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["ApiTokenBody"];
            };
        };
        responses: {
            /** @description The token, with its text. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "name": "ci",
                     *       "role": "write",
                     *       "expires": "2026-04-01T10:00:00.000000Z",
                     *       "last_used": "2026-01-01T10:00:00.000000Z",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "token": "UIQ3dYtQ5r2m…"
                     *     }
                     */
                    "application/json": components["schemas"]["NewApiToken"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3 */
                token_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    followEvents: {
        parameters: {
            query?: {
                after?: number | null;
            };
            header?: {
                "last-event-id"?: number | null;
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, without end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example : from 1233
                     *
                     *     id: 1234
                     *     data: {"id":1234,"at":"2026-01-01T10:00:00.000000Z","resource":42,"event":"live","from":"deploying","to":"active","detail":{}}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listNotices: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "at" | "-at";
                resource?: number | null;
                /** @description Text that its subject holds, whatever its case. */
                search?: string;
                type?: "certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "resource.suspended" | "resource.resumed" | "webhook.disabled" | "webhook.test";
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notices. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["Notice"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readNotificationSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recipients": [
                     *         {
                     *           "address": "team@example.com",
                     *           "fault": null,
                     *           "fault_at": null
                     *         }
                     *       ],
                     *       "events": {
                     *         "certificate.issue_failed": true,
                     *         "certificate.expiring": true
                     *       },
                     *       "mail_server": true
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replaceNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipients": [
                 *         "team@example.com"
                 *       ],
                 *       "events": {
                 *         "certificate.recovered": false
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NotificationSettingsBody"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recipients": [
                     *         {
                     *           "address": "team@example.com",
                     *           "fault": null,
                     *           "fault_at": null
                     *         }
                     *       ],
                     *       "events": {
                     *         "certificate.issue_failed": true,
                     *         "certificate.expiring": true
                     *       },
                     *       "mail_server": true
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    changeNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipients": [
                 *         "team@example.com"
                 *       ],
                 *       "events": {
                 *         "certificate.recovered": false
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NotificationSettingsBody"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recipients": [
                     *         {
                     *           "address": "team@example.com",
                     *           "fault": null,
                     *           "fault_at": null
                     *         }
                     *       ],
                     *       "events": {
                     *         "certificate.issue_failed": true,
                     *         "certificate.expiring": true
                     *       },
                     *       "mail_server": true
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listResources: {
        parameters: {
            query?: {
                active?: string;
                /** @description The same as the portal calls it. */
                certificate_label?: "Off" | "Pre-validation failed" | "Processing" | "Held" | "Success" | "Own certificate" | "Failed" | "Failed (expired)" | "Deleting";
                /** @description Where its certificate stands. */
                certificate_state?: "off" | "checking" | "blocked" | "issuing" | "waiting" | "deploying" | "active" | "failed" | "deleting";
                cname?: string;
                deleted?: string;
                limit?: number;
                name?: string;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "id" | "cname" | "name" | "created" | "updated" | "valid_until" | "-id" | "-cname" | "-name" | "-created" | "-updated" | "-valid_until";
                originGroup?: number | null;
                /** @description Text that its name or one of its hostnames holds, whatever its case. */
                search?: string;
                sslData?: number | null;
                sslData_in?: string;
                sslEnabled?: string;
                status?: "active" | "suspended" | "processed" | "deleted";
                /** @description Its certificate ends at this time or later. */
                valid_until_gte?: string;
                /** @description Its certificate ends at this time or before. */
                valid_until_lte?: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["Resource"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    createResource: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cname": "www.example.com",
                 *       "secondaryHostnames": [
                 *         "example.com"
                 *       ],
                 *       "origin": "origin.example.com",
                 *       "sslEnabled": true,
                 *       "ssl_automated": true
                 *     }
                 */
                "application/json": components["schemas"]["ResourceBody"];
            };
        };
        responses: {
            /** @description The resource. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 42,
                     *       "client": 7,
                     *       "cname": "www.example.com",
                     *       "secondaryHostnames": [
                     *         "example.com"
                     *       ],
                     *       "originGroup": 5,
                     *       "originGroup_name": "origin",
                     *       "originProtocol": "HTTPS",
                     *       "sslEnabled": true,
                     *       "sslData": 17,
                     *       "ssl_automated": true,
                     *       "certificate": {
                     *         "label": "Success",
                     *         "state": "active",
                     *         "cause": null,
                     *         "kind": "managed",
                     *         "serving": true,
                     *         "valid_until": "2026-04-01T10:00:00.000000Z",
                     *         "next": {
                     *           "who": "nobody",
                     *           "at": "2026-01-01T10:00:00.000000Z"
                     *         }
                     *       },
                     *       "active": true,
                     *       "enabled": true,
                     *       "status": "active",
                     *       "deleted": false,
                     *       "suspended": false,
                     *       "suspend_date": null,
                     *       "suspend_reason": null,
                     *       "name": "Shop",
                     *       "description": "",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "updated": "2026-01-01T10:00:00.000000Z",
                     *       "proxy_ssl_enabled": false,
                     *       "proxy_ssl_ca": null,
                     *       "proxy_ssl_data": null,
                     *       "shielded": false,
                     *       "shield_enabled": false,
                     *       "shield_dc": null,
                     *       "shield_routing_map": null,
                     *       "preset_applied": false,
                     *       "vp_enabled": false,
                     *       "can_purge_by_urls": false,
                     *       "full_custom_enabled": false,
                     *       "primary_resource": null,
                     *       "is_primary": null,
                     *       "waap_domain_id": null,
                     *       "rules": [
                     *         {
                     *           "id": 9,
                     *           "name": "block the back office",
                     *           "rule": "/admin/*",
                     *           "ruleType": 0,
                     *           "weight": 1,
                     *           "active": true,
                     *           "deleted": false,
                     *           "originGroup": 5,
                     *           "originProtocol": "HTTPS",
                     *           "overrideOriginProtocol": null,
                     *           "preset_applied": false,
                     *           "primary_rule": null,
                     *           "options": {
                     *             "force_return": {
                     *               "enabled": true,
                     *               "code": 403,
                     *               "body": ""
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "options": {
                     *         "redirect_http_to_https": {
                     *           "enabled": true,
                     *           "value": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Resource"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 42,
                     *       "client": 7,
                     *       "cname": "www.example.com",
                     *       "secondaryHostnames": [
                     *         "example.com"
                     *       ],
                     *       "originGroup": 5,
                     *       "originGroup_name": "origin",
                     *       "originProtocol": "HTTPS",
                     *       "sslEnabled": true,
                     *       "sslData": 17,
                     *       "ssl_automated": true,
                     *       "certificate": {
                     *         "label": "Success",
                     *         "state": "active",
                     *         "cause": null,
                     *         "kind": "managed",
                     *         "serving": true,
                     *         "valid_until": "2026-04-01T10:00:00.000000Z",
                     *         "next": {
                     *           "who": "nobody",
                     *           "at": "2026-01-01T10:00:00.000000Z"
                     *         }
                     *       },
                     *       "active": true,
                     *       "enabled": true,
                     *       "status": "active",
                     *       "deleted": false,
                     *       "suspended": false,
                     *       "suspend_date": null,
                     *       "suspend_reason": null,
                     *       "name": "Shop",
                     *       "description": "",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "updated": "2026-01-01T10:00:00.000000Z",
                     *       "proxy_ssl_enabled": false,
                     *       "proxy_ssl_ca": null,
                     *       "proxy_ssl_data": null,
                     *       "shielded": false,
                     *       "shield_enabled": false,
                     *       "shield_dc": null,
                     *       "shield_routing_map": null,
                     *       "preset_applied": false,
                     *       "vp_enabled": false,
                     *       "can_purge_by_urls": false,
                     *       "full_custom_enabled": false,
                     *       "primary_resource": null,
                     *       "is_primary": null,
                     *       "waap_domain_id": null,
                     *       "rules": [
                     *         {
                     *           "id": 9,
                     *           "name": "block the back office",
                     *           "rule": "/admin/*",
                     *           "ruleType": 0,
                     *           "weight": 1,
                     *           "active": true,
                     *           "deleted": false,
                     *           "originGroup": 5,
                     *           "originProtocol": "HTTPS",
                     *           "overrideOriginProtocol": null,
                     *           "preset_applied": false,
                     *           "primary_rule": null,
                     *           "options": {
                     *             "force_return": {
                     *               "enabled": true,
                     *               "code": 403,
                     *               "body": ""
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "options": {
                     *         "redirect_http_to_https": {
                     *           "enabled": true,
                     *           "value": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Resource"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replaceResource: {
        parameters: {
            query?: {
                dry_run?: string;
            };
            header?: never;
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "originGroup": 5,
                 *       "sslEnabled": true,
                 *       "sslData": 17,
                 *       "active": true,
                 *       "options": {
                 *         "redirect_http_to_https": {
                 *           "enabled": true,
                 *           "value": true
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ResourceReplacement"];
            };
        };
        responses: {
            /** @description The resource. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 42,
                     *       "client": 7,
                     *       "cname": "www.example.com",
                     *       "secondaryHostnames": [
                     *         "example.com"
                     *       ],
                     *       "originGroup": 5,
                     *       "originGroup_name": "origin",
                     *       "originProtocol": "HTTPS",
                     *       "sslEnabled": true,
                     *       "sslData": 17,
                     *       "ssl_automated": true,
                     *       "certificate": {
                     *         "label": "Success",
                     *         "state": "active",
                     *         "cause": null,
                     *         "kind": "managed",
                     *         "serving": true,
                     *         "valid_until": "2026-04-01T10:00:00.000000Z",
                     *         "next": {
                     *           "who": "nobody",
                     *           "at": "2026-01-01T10:00:00.000000Z"
                     *         }
                     *       },
                     *       "active": true,
                     *       "enabled": true,
                     *       "status": "active",
                     *       "deleted": false,
                     *       "suspended": false,
                     *       "suspend_date": null,
                     *       "suspend_reason": null,
                     *       "name": "Shop",
                     *       "description": "",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "updated": "2026-01-01T10:00:00.000000Z",
                     *       "proxy_ssl_enabled": false,
                     *       "proxy_ssl_ca": null,
                     *       "proxy_ssl_data": null,
                     *       "shielded": false,
                     *       "shield_enabled": false,
                     *       "shield_dc": null,
                     *       "shield_routing_map": null,
                     *       "preset_applied": false,
                     *       "vp_enabled": false,
                     *       "can_purge_by_urls": false,
                     *       "full_custom_enabled": false,
                     *       "primary_resource": null,
                     *       "is_primary": null,
                     *       "waap_domain_id": null,
                     *       "rules": [
                     *         {
                     *           "id": 9,
                     *           "name": "block the back office",
                     *           "rule": "/admin/*",
                     *           "ruleType": 0,
                     *           "weight": 1,
                     *           "active": true,
                     *           "deleted": false,
                     *           "originGroup": 5,
                     *           "originProtocol": "HTTPS",
                     *           "overrideOriginProtocol": null,
                     *           "preset_applied": false,
                     *           "primary_rule": null,
                     *           "options": {
                     *             "force_return": {
                     *               "enabled": true,
                     *               "code": 403,
                     *               "body": ""
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "options": {
                     *         "redirect_http_to_https": {
                     *           "enabled": true,
                     *           "value": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Resource"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    deleteResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    changeResource: {
        parameters: {
            query?: {
                dry_run?: string;
            };
            header?: never;
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "secondaryHostnames": [
                 *         "example.com",
                 *         "shop.example.com"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ResourceChange"];
            };
        };
        responses: {
            /** @description The resource. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 42,
                     *       "client": 7,
                     *       "cname": "www.example.com",
                     *       "secondaryHostnames": [
                     *         "example.com"
                     *       ],
                     *       "originGroup": 5,
                     *       "originGroup_name": "origin",
                     *       "originProtocol": "HTTPS",
                     *       "sslEnabled": true,
                     *       "sslData": 17,
                     *       "ssl_automated": true,
                     *       "certificate": {
                     *         "label": "Success",
                     *         "state": "active",
                     *         "cause": null,
                     *         "kind": "managed",
                     *         "serving": true,
                     *         "valid_until": "2026-04-01T10:00:00.000000Z",
                     *         "next": {
                     *           "who": "nobody",
                     *           "at": "2026-01-01T10:00:00.000000Z"
                     *         }
                     *       },
                     *       "active": true,
                     *       "enabled": true,
                     *       "status": "active",
                     *       "deleted": false,
                     *       "suspended": false,
                     *       "suspend_date": null,
                     *       "suspend_reason": null,
                     *       "name": "Shop",
                     *       "description": "",
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "updated": "2026-01-01T10:00:00.000000Z",
                     *       "proxy_ssl_enabled": false,
                     *       "proxy_ssl_ca": null,
                     *       "proxy_ssl_data": null,
                     *       "shielded": false,
                     *       "shield_enabled": false,
                     *       "shield_dc": null,
                     *       "shield_routing_map": null,
                     *       "preset_applied": false,
                     *       "vp_enabled": false,
                     *       "can_purge_by_urls": false,
                     *       "full_custom_enabled": false,
                     *       "primary_resource": null,
                     *       "is_primary": null,
                     *       "waap_domain_id": null,
                     *       "rules": [
                     *         {
                     *           "id": 9,
                     *           "name": "block the back office",
                     *           "rule": "/admin/*",
                     *           "ruleType": 0,
                     *           "weight": 1,
                     *           "active": true,
                     *           "deleted": false,
                     *           "originGroup": 5,
                     *           "originProtocol": "HTTPS",
                     *           "overrideOriginProtocol": null,
                     *           "preset_applied": false,
                     *           "primary_rule": null,
                     *           "options": {
                     *             "force_return": {
                     *               "enabled": true,
                     *               "code": 403,
                     *               "body": ""
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "options": {
                     *         "redirect_http_to_https": {
                     *           "enabled": true,
                     *           "value": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Resource"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listRules: {
        parameters: {
            query?: {
                active?: string;
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "weight" | "id" | "name" | "-weight" | "-id" | "-name";
                /** @description Text that a name holds, whatever its case. */
                search?: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["Rule"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    createRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "block the back office",
                 *       "rule": "/admin/*",
                 *       "ruleType": 0,
                 *       "options": {
                 *         "force_return": {
                 *           "enabled": true,
                 *           "code": 403,
                 *           "body": ""
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RuleBody"];
            };
        };
        responses: {
            /** @description The rule. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 9,
                     *       "name": "block the back office",
                     *       "rule": "/admin/*",
                     *       "ruleType": 0,
                     *       "weight": 1,
                     *       "active": true,
                     *       "deleted": false,
                     *       "originGroup": 5,
                     *       "originProtocol": "HTTPS",
                     *       "overrideOriginProtocol": null,
                     *       "preset_applied": false,
                     *       "primary_rule": null,
                     *       "options": {
                     *         "force_return": {
                     *           "enabled": true,
                     *           "code": 403,
                     *           "body": ""
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
                /** @example 9 */
                rule_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 9,
                     *       "name": "block the back office",
                     *       "rule": "/admin/*",
                     *       "ruleType": 0,
                     *       "weight": 1,
                     *       "active": true,
                     *       "deleted": false,
                     *       "originGroup": 5,
                     *       "originProtocol": "HTTPS",
                     *       "overrideOriginProtocol": null,
                     *       "preset_applied": false,
                     *       "primary_rule": null,
                     *       "options": {
                     *         "force_return": {
                     *           "enabled": true,
                     *           "code": 403,
                     *           "body": ""
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replaceRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 42 */
                id: number;
                /** @example 9 */
                rule_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "block the back office",
                 *       "rule": "/admin/*",
                 *       "ruleType": 0,
                 *       "options": {
                 *         "force_return": {
                 *           "enabled": true,
                 *           "code": 403,
                 *           "body": ""
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RuleBody"];
            };
        };
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 9,
                     *       "name": "block the back office",
                     *       "rule": "/admin/*",
                     *       "ruleType": 0,
                     *       "weight": 1,
                     *       "active": true,
                     *       "deleted": false,
                     *       "originGroup": 5,
                     *       "originProtocol": "HTTPS",
                     *       "overrideOriginProtocol": null,
                     *       "preset_applied": false,
                     *       "primary_rule": null,
                     *       "options": {
                     *         "force_return": {
                     *           "enabled": true,
                     *           "code": 403,
                     *           "body": ""
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    deleteRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 42 */
                id: number;
                /** @example 9 */
                rule_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    changeRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 42 */
                id: number;
                /** @example 9 */
                rule_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "active": false
                 *     }
                 */
                "application/json": components["schemas"]["RuleChange"];
            };
        };
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 9,
                     *       "name": "block the back office",
                     *       "rule": "/admin/*",
                     *       "ruleType": 0,
                     *       "weight": 1,
                     *       "active": true,
                     *       "deleted": false,
                     *       "originGroup": 5,
                     *       "originProtocol": "HTTPS",
                     *       "overrideOriginProtocol": null,
                     *       "preset_applied": false,
                     *       "primary_rule": null,
                     *       "options": {
                     *         "force_return": {
                     *           "enabled": true,
                     *           "code": 403,
                     *           "body": ""
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    abortIssue: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listActions: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each action. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "action": "enable",
                     *         "accepted": true,
                     *         "why_not": null,
                     *         "not_before": "2026-01-01T10:00:00.000000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Actions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    issueAnyway: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listPastCertificates: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description Newest first (`-id`) unless asked otherwise. */
                ordering?: "id" | "-id";
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastCertificate"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["PastCertificate"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readDiagnosis: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The diagnosis. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "blocked",
                     *       "label": "Pre-validation failed",
                     *       "next": {
                     *         "who": "customer",
                     *         "at": "2026-01-01T10:00:00.000000Z",
                     *         "why": "The names have to lead here first."
                     *       },
                     *       "advice": {
                     *         "start": "2026-01-01T10:00:00.000000Z",
                     *         "end": "2026-01-01T10:00:00.000000Z",
                     *         "explanation_url": null
                     *       },
                     *       "problems": [
                     *         {
                     *           "code": "cname-missing",
                     *           "name": "www.example.com",
                     *           "explanation": "The name does not lead to this CDN.",
                     *           "evidence": "www.example.com leads to 203.0.113.9.",
                     *           "who_acts": "customer",
                     *           "fix": "Set the record that is shown.",
                     *           "record": {
                     *             "name": "www.example.com",
                     *             "type": "CNAME",
                     *             "value": "cl-7.cdn.example"
                     *           },
                     *           "guide": "/guide/cname-missing"
                     *         }
                     *       ],
                     *       "part": null,
                     *       "left_out": [],
                     *       "looked": "2026-01-01T10:00:00.000000Z",
                     *       "names": [
                     *         {
                     *           "name": "www.example.com",
                     *           "facts": {
                     *             "name": "www.example.com",
                     *             "dns": {
                     *               "is": "found",
                     *               "a": [
                     *                 "198.51.100.1"
                     *               ],
                     *               "aaaa": []
                     *             },
                     *             "probes": [
                     *               {
                     *                 "address": "198.51.100.1",
                     *                 "is": "ours"
                     *               }
                     *             ]
                     *           },
                     *           "findings": [
                     *             {
                     *               "code": "cname-missing",
                     *               "name": "www.example.com",
                     *               "explanation": "The name does not lead to this CDN.",
                     *               "evidence": "www.example.com leads to 203.0.113.9.",
                     *               "who_acts": "customer",
                     *               "fix": "Set the record that is shown.",
                     *               "record": {
                     *                 "name": "www.example.com",
                     *                 "type": "CNAME",
                     *                 "value": "cl-7.cdn.example"
                     *               },
                     *               "guide": "/guide/cname-missing",
                     *               "severity": "fail"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "origin": {
                     *         "facts": {
                     *           "is": "answered",
                     *           "status": 200
                     *         },
                     *         "findings": []
                     *       },
                     *       "facts": [
                     *         {
                     *           "name": "www.example.com",
                     *           "dns": {
                     *             "is": "found",
                     *             "a": [
                     *               "198.51.100.1"
                     *             ],
                     *             "aaaa": []
                     *           },
                     *           "probes": [
                     *             {
                     *               "address": "198.51.100.1",
                     *               "is": "ours"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Diagnosis"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    issuePartly: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    preValidate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    startRehearsal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "names": [
                 *         "www.example.com"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Of the resource; all of them where none are given */
                    names?: string[];
                };
            };
        };
        responses: {
            /** @description It has begun. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
                     *       "resource": 42,
                     *       "names": [
                     *         "www.example.com",
                     *         "example.com"
                     *       ],
                     *       "directory": "https://acme-staging-v02.api.letsencrypt.org/directory",
                     *       "started": "2026-01-01T10:00:00.000000Z",
                     *       "ended": "2026-01-01T10:00:00.000000Z",
                     *       "result": "passed",
                     *       "problems": [],
                     *       "certificate": {
                     *         "serial": "04c5f8f2b1d3a7e90f6a2b4c8d1e3f5a7b9c",
                     *         "issuer": "Let's Encrypt R12",
                     *         "not_before": "2026-01-01T10:00:00.000000Z",
                     *         "not_after": "2026-04-01T10:00:00.000000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    reissueCertificate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "revoke_old": false
                 *     }
                 */
                "application/json": {
                    revoke_old?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    revokeCertificate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": 4
                 *     }
                 */
                "application/json": {
                    confirm_hsts?: boolean;
                    reason?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description PoP by PoP. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "pop": "ams-1",
                     *         "membership": "in",
                     *         "drained": null,
                     *         "last_seen": "2026-01-01T10:00:00.000000Z",
                     *         "terminates_tls": true,
                     *         "wire": null,
                     *         "skew": null,
                     *         "hosts": [
                     *           {
                     *             "host": "www.example.com",
                     *             "documents": [
                     *               {
                     *                 "kind": "config",
                     *                 "wanted": 1,
                     *                 "held": null,
                     *                 "held_at": "2026-01-01T10:00:00.000000Z",
                     *                 "skew": null,
                     *                 "wire": null
                     *               }
                     *             ],
                     *             "serial": "04c5f8f2b1d3a7e90f6a2b4c8d1e3f5a7b9c",
                     *             "seen_at": "2026-01-01T10:00:00.000000Z",
                     *             "readbacks": [
                     *               {
                     *                 "address": "198.51.100.1",
                     *                 "result": "ours",
                     *                 "at": "2026-01-01T10:00:00.000000Z"
                     *               }
                     *             ]
                     *           }
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Rollout"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description Newest first (`-id`) unless asked otherwise. */
                ordering?: "id" | "-id";
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueRun"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["IssueRun"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readTimeline: {
        parameters: {
            query?: {
                after?: number | null;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 42,
                     *         "at": "2026-01-01T10:00:00.000000Z",
                     *         "event": "issued",
                     *         "from": "issuing",
                     *         "to": "deploying",
                     *         "detail": {
                     *           "serial": "04c5f8f2b1d3a7e90f6a2b4c8d1e3f5a7b9c"
                     *         },
                     *         "hits": [
                     *           {
                     *             "pop": "ams-1",
                     *             "host": "www.example.com",
                     *             "at": "2026-01-01T10:00:00.000000Z",
                     *             "network": "203.0.113.0/24",
                     *             "agent": "Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)",
                     *             "result": "answered",
                     *             "milliseconds": 1
                     *           }
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    checkRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rule": "/*",
                 *       "ruleType": 0
                 *     }
                 */
                "application/json": components["schemas"]["RuleCheckBody"];
            };
        };
        responses: {
            /** @description The verdict. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "verdict": "all",
                     *       "share": {
                     *         "percent": "100.000000",
                     *         "fraction": "1"
                     *       },
                     *       "caught": "/.well-known/acme-challenge/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAjs",
                     *       "escaping": "/.well-known/acme-challenge/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAjs",
                     *       "any_length": "never",
                     *       "elsewhere": "On a CDN that asks rules first, no certificate could be issued.",
                     *       "here": "It does no harm here: challenges are answered before any rule.",
                     *       "table": {
                     *         "states": 1,
                     *         "bytes": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RuleCheck"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readNameBudget: {
        parameters: {
            query: {
                /** @example www.example.com */
                name: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "limit": "orders",
                     *         "about": "",
                     *         "count": 1,
                     *         "period_seconds": 10800,
                     *         "left": 271,
                     *         "next_free": "2026-01-01T10:00:00.000000Z",
                     *         "reserve": 30,
                     *         "next_free_again": "2026-01-01T10:00:00.000000Z"
                     *       }
                     *     ]
                     */
                    "application/json": {
                        about: string;
                        count: number;
                        left: number;
                        limit: string;
                        /**
                         * Format: date-time
                         * @example 2026-01-01T10:00:00.000000Z
                         */
                        next_free: string;
                        /**
                         * Format: date-time
                         * @example 2026-01-01T10:00:00.000000Z
                         */
                        next_free_again: string;
                        period_seconds: number;
                        reserve: number;
                    }[];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readDnsRecords: {
        parameters: {
            query: {
                /** @description Look as well where the name leads now, by DNS alone. */
                look?: string;
                /** @example www.example.com */
                name: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The records. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "www.example.com",
                     *       "apex": false,
                     *       "lead": {
                     *         "name": "www.example.com",
                     *         "type": "CNAME",
                     *         "value": "cl-7.cdn.example"
                     *       },
                     *       "permission": {
                     *         "name": "www.example.com",
                     *         "type": "CAA",
                     *         "value": "0 issue \"letsencrypt.org; accounturi=https://ca.example/acct/1\""
                     *       },
                     *       "delegation": [],
                     *       "seen": {
                     *         "at": "2026-01-01T10:00:00.000000Z",
                     *         "leads": "here",
                     *         "evidence": "www.example.com leads to 203.0.113.9.",
                     *         "delegation": {
                     *           "stands": false,
                     *           "evidence": "www.example.com leads to 203.0.113.9."
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RecordsToSet"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listRehearsals: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description Newest first (`-id`) unless asked otherwise. */
                ordering?: "id" | "-id";
                /** @description Of one resource only. */
                resource?: number;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rehearsals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["Rehearsal"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readRehearsalOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The offer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "directory": "https://acme-v02.api.letsencrypt.org/directory"
                     *     }
                     */
                    "application/json": components["schemas"]["RehearsalOffer"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listCertificates: {
        parameters: {
            query?: {
                automated?: string;
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "id" | "name" | "validity_not_after" | "-id" | "-name" | "-validity_not_after";
                resource_id?: number | null;
                /** @description Text that a name holds, whatever its case. */
                search?: string;
                validity_not_after_lte?: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SslData"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["SslData"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    createCertificate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Let's Encrypt for www.example.com",
                 *       "automated": true
                 *     }
                 */
                "application/json": components["schemas"]["SslDataBody"];
            };
        };
        responses: {
            /** @description The certificate. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 17,
                     *       "name": "Let's Encrypt for www.example.com",
                     *       "automated": true,
                     *       "cert_issuer": "Let's Encrypt R12",
                     *       "cert_subject_cn": "www.example.com",
                     *       "cert_subject_alt": "www.example.com, example.com",
                     *       "validity_not_before": "2026-01-01T10:00:00.000000Z",
                     *       "validity_not_after": "2026-04-01T10:00:00.000000Z",
                     *       "hasRelatedResources": true,
                     *       "sslCertificateChain": "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n",
                     *       "deleted": false
                     *     }
                     */
                    "application/json": components["schemas"]["SslData"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 17 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 17,
                     *       "name": "Let's Encrypt for www.example.com",
                     *       "automated": true,
                     *       "cert_issuer": "Let's Encrypt R12",
                     *       "cert_subject_cn": "www.example.com",
                     *       "cert_subject_alt": "www.example.com, example.com",
                     *       "validity_not_before": "2026-01-01T10:00:00.000000Z",
                     *       "validity_not_after": "2026-04-01T10:00:00.000000Z",
                     *       "hasRelatedResources": true,
                     *       "sslCertificateChain": "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n",
                     *       "deleted": false
                     *     }
                     */
                    "application/json": components["schemas"]["SslData"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replaceCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 17 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Let's Encrypt for the shop"
                 *     }
                 */
                "application/json": components["schemas"]["SslDataChange"];
            };
        };
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 17,
                     *       "name": "Let's Encrypt for www.example.com",
                     *       "automated": true,
                     *       "cert_issuer": "Let's Encrypt R12",
                     *       "cert_subject_cn": "www.example.com",
                     *       "cert_subject_alt": "www.example.com, example.com",
                     *       "validity_not_before": "2026-01-01T10:00:00.000000Z",
                     *       "validity_not_after": "2026-04-01T10:00:00.000000Z",
                     *       "hasRelatedResources": true,
                     *       "sslCertificateChain": "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n",
                     *       "deleted": false
                     *     }
                     */
                    "application/json": components["schemas"]["SslData"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    deleteCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 17 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    changeCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 17 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Let's Encrypt for the shop"
                 *     }
                 */
                "application/json": components["schemas"]["SslDataChange"];
            };
        };
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 17,
                     *       "name": "Let's Encrypt for www.example.com",
                     *       "automated": true,
                     *       "cert_issuer": "Let's Encrypt R12",
                     *       "cert_subject_cn": "www.example.com",
                     *       "cert_subject_alt": "www.example.com, example.com",
                     *       "validity_not_before": "2026-01-01T10:00:00.000000Z",
                     *       "validity_not_after": "2026-04-01T10:00:00.000000Z",
                     *       "hasRelatedResources": true,
                     *       "sslCertificateChain": "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n",
                     *       "deleted": false
                     *     }
                     */
                    "application/json": components["schemas"]["SslData"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    forceRetry: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 17 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    renewCertificate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 17 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                active?: string;
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "created" | "url" | "-created" | "-url";
                /** @description Text that its URL or description holds, whatever its case. */
                search?: string;
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks, without their secrets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["Webhook"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.example.com/wellknown",
                 *       "events": [
                 *         "certificate.issue_failed"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WebhookBody"];
            };
        };
        responses: {
            /** @description The webhook, with its secret. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11",
                     *       "url": "https://hooks.example.com/wellknown",
                     *       "description": "",
                     *       "events": null,
                     *       "active": true,
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "failing_since": null,
                     *       "fault": null,
                     *       "secret": "whsec_bWFkZSBmb3IgdGhpcyBleGFtcGxlIG9ubHk="
                     *     }
                     */
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11",
                     *       "url": "https://hooks.example.com/wellknown",
                     *       "description": "",
                     *       "events": null,
                     *       "active": true,
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "failing_since": null,
                     *       "fault": null
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    replaceWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.example.com/wellknown",
                 *       "events": [
                 *         "certificate.issue_failed"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WebhookBody"];
            };
        };
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11",
                     *       "url": "https://hooks.example.com/wellknown",
                     *       "description": "",
                     *       "events": null,
                     *       "active": true,
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "failing_since": null,
                     *       "fault": null
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "active": true
                 *     }
                 */
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11",
                     *       "url": "https://hooks.example.com/wellknown",
                     *       "description": "",
                     *       "events": null,
                     *       "active": true,
                     *       "created": "2026-01-01T10:00:00.000000Z",
                     *       "failing_since": null,
                     *       "fault": null
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "id" | "-id";
                status?: "waiting" | "delivered" | "failed" | "kept";
            };
            header?: {
                /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                "X-Wellknown-As-Client"?: number;
            };
            path: {
                /** @example 7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["Delivery"] & {
                        type: string;
                    })[] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: (components["schemas"]["Delivery"] & {
                            type: string;
                        })[];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 7f0a1c52-2d7b-4c39-8a35-0f3f7f0f2b11 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The id of the notice. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "notice": "0d5c7a2e-6c1f-4a43-9b0e-6c3d1f3f8a10.0"
                     *     }
                     */
                    "application/json": {
                        notice: string;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listAlarms: {
        parameters: {
            query?: {
                event?: string;
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "since" | "event" | "-since" | "-event";
                resource?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alarms, oldest first unless asked otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingAlarm"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["StandingAlarm"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listAllAudit: {
        parameters: {
            query?: {
                client?: number;
                event?: string;
                limit?: number;
                offset?: number | null;
                /** @description Newest first (`-id`) unless asked otherwise. */
                ordering?: "id" | "-id";
                resource?: number;
                /** @description Not before this time. */
                since?: string;
                /** @description Before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperatorAuditEntry"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["OperatorAuditEntry"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readCa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The CA. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "directory": "https://acme-v02.api.letsencrypt.org/directory",
                     *       "account": "https://acme-v02.api.letsencrypt.org/acme/acct/1",
                     *       "unpause_link": null,
                     *       "new_terms": null
                     *     }
                     */
                    "application/json": {
                        account: string;
                        directory: string;
                        /** @description Terms of the CA that nobody has agreed to yet */
                        new_terms: string | null;
                        unpause_link: string | null;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listCaBuckets: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Which limit; `domain` unless asked otherwise. */
                of?: "orders" | "domain" | "set" | "failures";
                offset?: number | null;
                /** @description What is full again last comes first (`-full_at`) unless asked otherwise. */
                ordering?: "full_at" | "-full_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The buckets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaBucket"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["CaBucket"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readCaBudget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The budget and the queue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orders": {
                     *         "limit": "orders",
                     *         "about": "",
                     *         "client": null,
                     *         "client_name": null,
                     *         "count": 300,
                     *         "period_seconds": 10800,
                     *         "left": 271,
                     *         "next_free": "2026-01-01T10:00:00.000000Z",
                     *         "reserve": 30,
                     *         "next_free_again": "2026-01-01T10:00:00.000000Z"
                     *       },
                     *       "spent": [
                     *         {
                     *           "limit": "domain",
                     *           "count": 50,
                     *           "period_seconds": 604800,
                     *           "spent": 1
                     *         }
                     *       ],
                     *       "queue": {
                     *         "due": 1,
                     *         "oldest": "2026-01-01T10:00:00.000000Z",
                     *         "phase": "open",
                     *         "next_start": null,
                     *         "paused_until": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CaBudget"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    dropUnpauseLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    clearCause: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cause": "ca-paused"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    cause: "ca-paused" | "ca-account" | "ca-terms-changed";
                };
            };
        };
        responses: {
            /** @description How many go on. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cleared": 1
                     *     }
                     */
                    "application/json": {
                        cleared: number;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listClients: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "id" | "name" | "created" | "-id" | "-name" | "-created";
                /** @description Text that its name or target holds, whatever its case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clients. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Client"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["Client"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    createClient: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Example Ltd"
                 *     }
                 */
                "application/json": components["schemas"]["ClientBody"];
            };
        };
        responses: {
            /** @description The client. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "client": {
                     *         "id": 7,
                     *         "name": "Example Ltd",
                     *         "cname": "cl-7.cdn.example",
                     *         "created": "2026-01-01T10:00:00.000000Z",
                     *         "updated": "2026-01-01T10:00:00.000000Z",
                     *         "utilization_level": 1,
                     *         "use_balancer": false,
                     *         "auto_suspend_enabled": false,
                     *         "cdn_resources_rules_max_count": 1,
                     *         "service": {
                     *           "enabled": true,
                     *           "status": "active",
                     *           "updated": "2026-01-01T10:00:00.000000Z"
                     *         }
                     *       },
                     *       "token": {
                     *         "id": 3,
                     *         "name": "ci",
                     *         "role": "write",
                     *         "expires": "2026-04-01T10:00:00.000000Z",
                     *         "last_used": "2026-01-01T10:00:00.000000Z",
                     *         "created": "2026-01-01T10:00:00.000000Z",
                     *         "token": "UIQ3dYtQ5r2m…"
                     *       }
                     *     }
                     */
                    "application/json": {
                        client: components["schemas"]["Client"];
                        token: components["schemas"]["NewApiToken"];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    hold: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": "name",
                 *       "subject": "www.example.com",
                 *       "reason": "By their own wish until Monday"
                 *     }
                 */
                "application/json": {
                    /** @description Customers are shown it */
                    reason: string;
                    /** @enum {string} */
                    scope: "all" | "client" | "name" | "ca";
                    /** @description A client’s id, a hostname, or the CA’s directory; left out for `all` */
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "since" | "subject" | "-since" | "-subject";
                scope?: "all" | "client" | "name" | "ca";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        by: string;
                        /** @description What the client is called; null: it is of none, or of one that is gone */
                        client_name: string | null;
                        reason: string;
                        /** @enum {string} */
                        scope: "all" | "client" | "name" | "ca";
                        /**
                         * Format: date-time
                         * @example 2026-01-01T10:00:00.000000Z
                         */
                        since: string;
                        subject: string;
                    }[] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: {
                            by: string;
                            /** @description What the client is called; null: it is of none, or of one that is gone */
                            client_name: string | null;
                            reason: string;
                            /** @enum {string} */
                            scope: "all" | "client" | "name" | "ca";
                            /**
                             * Format: date-time
                             * @example 2026-01-01T10:00:00.000000Z
                             */
                            since: string;
                            subject: string;
                        }[];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listPops: {
        parameters: {
            query?: {
                limit?: number;
                membership?: "in" | "catching-up" | "out";
                offset?: number | null;
                /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                ordering?: "name" | "since" | "last_seen" | "-name" | "-since" | "-last_seen";
                /** @description Text that a name holds, whatever its case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PoPs, by name unless asked otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pop"][] | {
                        count: number;
                        next: string | null;
                        previous: string | null;
                        results: components["schemas"]["Pop"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    addPop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "ams-1",
                 *       "admin": "https://ams-1.edge.example:8443",
                 *       "admin_ca": null,
                 *       "http": [
                 *         "198.51.100.1:80"
                 *       ],
                 *       "tls": [
                 *         "198.51.100.1:443"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @example https://ams-1.edge.example:8443 */
                    admin: string;
                    /** @description PEM of the CA that vouches for the admin listener; left out: the system’s */
                    admin_ca?: string | null;
                    /**
                     * @example [
                     *       "198.51.100.1:80"
                     *     ]
                     */
                    http: string[];
                    /**
                     * @description As POP says at the edge
                     * @example ams-1
                     */
                    name: string;
                    /**
                     * @description Null: it terminates no TLS
                     * @example [
                     *       "198.51.100.1:80"
                     *     ]
                     */
                    tls: string[] | null;
                };
            };
        };
        responses: {
            /** @description The PoP. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "ams-1",
                     *       "membership": "in",
                     *       "drained": null,
                     *       "last_seen": "2026-01-01T10:00:00.000000Z",
                     *       "terminates_tls": true,
                     *       "wire": null,
                     *       "since": "2026-01-01T10:00:00.000000Z",
                     *       "admin": "https://ams-1.edge.example:8443",
                     *       "http": [
                     *         "198.51.100.1:80"
                     *       ],
                     *       "tls": [
                     *         "198.51.100.1:443"
                     *       ],
                     *       "skew_milliseconds": null,
                     *       "behind": 1,
                     *       "fault": null,
                     *       "admin_keys": [
                     *         "poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U"
                     *       ],
                     *       "thumbprints": [
                     *         "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Pop"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    removePop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ams-1 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    drainPop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example ams-1 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PoP. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "ams-1",
                     *       "membership": "in",
                     *       "drained": null,
                     *       "last_seen": "2026-01-01T10:00:00.000000Z",
                     *       "terminates_tls": true,
                     *       "wire": null,
                     *       "since": "2026-01-01T10:00:00.000000Z",
                     *       "admin": "https://ams-1.edge.example:8443",
                     *       "http": [
                     *         "198.51.100.1:80"
                     *       ],
                     *       "tls": [
                     *         "198.51.100.1:443"
                     *       ],
                     *       "skew_milliseconds": null,
                     *       "behind": 1,
                     *       "fault": null,
                     *       "admin_keys": [
                     *         "poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U"
                     *       ],
                     *       "thumbprints": [
                     *         "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Pop"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    undrainPop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ams-1 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PoP. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "ams-1",
                     *       "membership": "in",
                     *       "drained": null,
                     *       "last_seen": "2026-01-01T10:00:00.000000Z",
                     *       "terminates_tls": true,
                     *       "wire": null,
                     *       "since": "2026-01-01T10:00:00.000000Z",
                     *       "admin": "https://ams-1.edge.example:8443",
                     *       "http": [
                     *         "198.51.100.1:80"
                     *       ],
                     *       "tls": [
                     *         "198.51.100.1:443"
                     *       ],
                     *       "skew_milliseconds": null,
                     *       "behind": 1,
                     *       "fault": null,
                     *       "admin_keys": [
                     *         "poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U"
                     *       ],
                     *       "thumbprints": [
                     *         "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Pop"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    declarePopOut: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example ams-1 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PoP. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "ams-1",
                     *       "membership": "in",
                     *       "drained": null,
                     *       "last_seen": "2026-01-01T10:00:00.000000Z",
                     *       "terminates_tls": true,
                     *       "wire": null,
                     *       "since": "2026-01-01T10:00:00.000000Z",
                     *       "admin": "https://ams-1.edge.example:8443",
                     *       "http": [
                     *         "198.51.100.1:80"
                     *       ],
                     *       "tls": [
                     *         "198.51.100.1:443"
                     *       ],
                     *       "skew_milliseconds": null,
                     *       "behind": 1,
                     *       "fault": null,
                     *       "admin_keys": [
                     *         "poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U"
                     *       ],
                     *       "thumbprints": [
                     *         "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Pop"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listAllResources: {
        parameters: {
            query?: {
                /** @description The code of a problem, such as rate-limited */
                cause?: string;
                client?: number;
                /** @description The CA has said no, or our own look, and nothing has gone well since; or that is not so. */
                failing?: string;
                /** @description The word the portal has for it. */
                label?: "Off" | "Pre-validation failed" | "Processing" | "Held" | "Success" | "Own certificate" | "Failed" | "Failed (expired)" | "Deleting";
                /** @description Served, with less than this share of its life left, such as 0.25. */
                life_left_below?: number | null;
                limit?: number;
                offset?: number | null;
                /** @description By id, or those first whose certificate ends first. */
                ordering?: "id" | "valid_until";
                /** @description Text that the cname holds, whatever its case. */
                search?: string;
                state?: "off" | "checking" | "blocked" | "issuing" | "waiting" | "deploying" | "active" | "failed" | "deleting";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": [
                     *         {
                     *           "state": "active",
                     *           "cause": null,
                     *           "count": 1
                     *         }
                     *       ],
                     *       "count": 1,
                     *       "next": null,
                     *       "previous": null,
                     *       "results": [
                     *         {
                     *           "id": 42,
                     *           "client": 7,
                     *           "client_name": "Example Ltd",
                     *           "cname": "www.example.com",
                     *           "suspended": false,
                     *           "state": "active",
                     *           "cause": null,
                     *           "label": "Success",
                     *           "evidence": null,
                     *           "next": {
                     *             "who": "nobody",
                     *             "at": "2026-01-01T10:00:00.000000Z",
                     *             "why": "The certificate renews by itself."
                     *           },
                     *           "valid_until": "2026-04-01T10:00:00.000000Z",
                     *           "alarms": [
                     *             {
                     *               "event": "certificate-key-gone",
                     *               "subject": "6f1de0d9-cf0a-4e06-8a4d-2b6a6df1f6a7",
                     *               "resource": 42,
                     *               "client": 7,
                     *               "client_name": "Example Ltd",
                     *               "since": "2026-01-01T10:00:00.000000Z",
                     *               "detail": {
                     *                 "serial": "04c5f8f2b1d3a7e90f6a2b4c8d1e3f5a7b9c"
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OperatorList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    clearResource: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    suspendResource: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "It serves malware. Write to abuse@cdn.example."
                 *     }
                 */
                "application/json": {
                    /** @description Customers are shown it */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    unsuspendResource: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 42 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    resume: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": "name",
                 *       "subject": "www.example.com"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    scope: "all" | "client" | "name" | "ca";
                    /** @description A client’s id, a hostname, or the CA’s directory; left out for `all` */
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing. */
                    "X-Wellknown-Ignored"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
}

// Printed from /openapi.json by `npm run client`; a test holds it to that. Do not edit.

export interface paths {
    "/cdn/clients/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account, with the name that customers’ CNAME records point at */
        get: {
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
        /** Change the utilization level */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the utilization level */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        trace?: never;
    };
    "/cdn/clients/me/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The token this call is made with: what it may do, and until when */
        get: {
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
        /** The API tokens of the client; `last_used` is exact to a minute */
        get: {
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
        put?: never;
        /**
         * Make an API token; its text is shown once
         * @description `read` only reads; `write` changes resources, certificates and what is told of them; `admin` makes and deletes tokens as well; `operator` does everything for all clients. A token whose time has come is a 401 with the reason.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** Delete an API token: it is good for nothing from then on */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
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
         */
        get: {
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
        /** What the client was told, newest first, with the deliveries; up to a thousand, for 90 days */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    offset?: number | null;
                    /** @description By what the list is sorted; after a minus from the end. What has no such value comes last. */
                    ordering?: "at" | "-at";
                    resource?: number | null;
                    /** @description Text that its subject holds, whatever its case. */
                    search?: string;
                    type?: "certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "webhook.disabled" | "webhook.test";
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
        /** Who is mailed, and of what */
        get: {
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
        /** Change who is mailed, and of what; names that do not pass are mailed once a day for all resources */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change who is mailed, and of what; names that do not pass are mailed once a day for all resources */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        trace?: never;
    };
    "/cdn/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The CDN resources of the client */
        get: {
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
        put?: never;
        /** Make a CDN resource, with a certificate if wanted (sslEnabled, sslData) */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** A CDN resource */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
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
        /**
         * Change a CDN resource; issue, replace, disable or revoke its certificate
         * @description A changed hostname has a managed certificate reissued: X-Wellknown-Warning says what becomes of the current one. With `dry_run=true` nothing is changed: the answer is what the call would get, its refusals and warnings included, with the resource as it would be. Of calls made at the same time none undoes what another has changed.
         */
        put: {
            parameters: {
                query?: {
                    dry_run?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        post?: never;
        /** Delete a CDN resource that is not active */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
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
        options?: never;
        head?: never;
        /**
         * Change a CDN resource; issue, replace, disable or revoke its certificate
         * @description A changed hostname has a managed certificate reissued: X-Wellknown-Warning says what becomes of the current one. With `dry_run=true` nothing is changed: the answer is what the call would get, its refusals and warnings included, with the resource as it would be. Of calls made at the same time none undoes what another has changed.
         */
        patch: {
            parameters: {
                query?: {
                    dry_run?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        trace?: never;
    };
    "/cdn/resources/{id}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules of a CDN resource, in the order in which they are asked */
        get: {
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
        put?: never;
        /** Add a rule */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** A rule */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
                    id: number;
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
        /** Change a rule */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    rule_id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        post?: never;
        /** Delete a rule that is not active */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
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
        options?: never;
        head?: never;
        /** Change a rule */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    rule_id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** Abort the issue process that is running */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** What can be asked of the certificate now, and what the other calls would be refused with */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
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
        /** Ask the CA although our own look failed */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** The managed certificates a resource has had, and what became of each; a thousand at most */
        get: {
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
        /** How the certificate stands, who moves next, and what our last look saw */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
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
        /** Issue for the names that pass; the others are added by themselves once they do */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** Look whether the names of a resource can be validated */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** Get a new certificate, see it serving, and revoke the old one if asked to */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
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
        /** Turn HTTPS off and revoke the certificate, with a reason of RFC 5280 (default 5, cessationOfOperation) */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
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
        /** What each edge holds by its receipts, what it answered, and which serial it was seen serving */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
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
        /** Each series of attempts at the CA, and how each attempt ended; a thousand at most */
        get: {
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
        /** Everything that happened, oldest first, a thousand entries at a time: go on with the last id as `after`. `challenge-hits` counts the requests for an attempt’s tokens, and shows them for 30 days */
        get: {
            parameters: {
                query?: {
                    after?: number | null;
                };
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
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
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** What is left of the CA’s rate limits for a name of yours, and when the next order can be made: `next_free` where it never had a certificate, `next_free_again` where it had one, since `reserve` are kept for first ones */
        get: {
            parameters: {
                query: {
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
        /** What to set in DNS for a name, whether or not there is a resource for it yet */
        get: {
            parameters: {
                query: {
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
        /** The certificate objects of the client */
        get: {
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
        put?: never;
        /** Make a certificate object: your own, or one for Let's Encrypt (automated) */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** A certificate object */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
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
        /** Rename a certificate object, or replace your own certificate */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        post?: never;
        /** Delete a certificate object that no resource uses */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
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
        options?: never;
        head?: never;
        /** Rename a certificate object, or replace your own certificate */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** Start the next attempt now */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** Renew a managed certificate now */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** The webhooks of the client */
        get: {
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
        put?: never;
        /** Add a webhook; its signing secret is shown once */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** A webhook */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a quarter of an hour. */
                    "X-Wellknown-As-Client"?: number;
                };
                path: {
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
        /** Change a webhook, or switch it on again */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    webhook_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        post?: never;
        /** Delete a webhook with all that waits for it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
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
        options?: never;
        head?: never;
        /** Change a webhook, or switch it on again */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    webhook_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
        trace?: never;
    };
    "/cdn/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest hundred deliveries, with each try: status, milliseconds, the beginning of the answer */
        get: {
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
        /** Post a test; how it went stands in the deliveries */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** What stands until somebody or something mends it: each once, however many resources it meets */
        get: {
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
        /** The CA and our account there; what it wants of an operator: the link that lifts a pause, new terms */
        get: {
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
        /** What is taken of one of the CA’s limits, subject by subject; a thousand at most */
        get: {
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
        /** What is left of the CA’s limits over all clients, when the next order can be made, and who waits */
        get: {
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
        /** Forget the link once it has been used: names that were paused go on */
        delete: {
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
        /** What a CA wanted of the operator is mended: all that waited for it go on by and by, one first */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** All clients */
        get: {
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
        put?: never;
        /** Make a client and its first API token, whose text is shown once */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** Order nothing new for all, a client, a name or a CA until resumed; orders at the CA go to their end, and serving, deploying and revoking go on */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** What is held, why, by whom and since when */
        get: {
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
        /** The PoPs: how each stands, how far it is behind, how far its clock is off, and what is wrong with it */
        get: {
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
        put?: never;
        /** Add a PoP: it counts once it holds every document and was seen answering */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
        /** Forget a PoP: nothing is pushed to it and nothing waits for it; one that EDGES_FILE lists stays away too */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
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
        /** No gate waits for this PoP any more; it is kept up to date all the same */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** Gates wait for this PoP again, once it has caught up */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
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
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** The resources of all clients by state and cause, with counts; 100 at a time unless `limit` says less */
        get: {
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
        /** What a resource waited for, and only an operator could mend, is mended: it goes on */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
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
        /** Lift a hold: what it held starts by and by, one first */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
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
            type: "certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "webhook.disabled" | "webhook.test";
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
                "webhook.disabled"?: boolean;
            };
            recipients?: string[];
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
            events?: ("certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "webhook.disabled")[] | null;
            url: string;
        };
        WebhookChange: {
            active?: boolean;
            description?: string;
            events?: ("certificate.issue_failed" | "certificate.renewal_failed" | "certificate.pre_validation_failed" | "certificate.expiring" | "certificate.expired" | "certificate.left" | "certificate.recovered" | "webhook.disabled")[] | null;
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
export type operations = Record<string, never>;

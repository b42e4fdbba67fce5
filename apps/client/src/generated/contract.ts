// Generated from openapi/ by tools/codegen (npm run generate). Do not edit.
export interface paths {
    "/Appointment": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Find the appointments of a patient, or those with an identifier
         * @description A search by NHS number returns Appointments whose `end` does not lie in the past. A search by `identifier` (the URL at the provider),
         *     with or without a patient, also returns past and final Appointments. There is no paging. A large response is sent in chunks, and is
         *     complete only if its last chunk arrives.
         */
        get: operations["search"];
        put?: never;
        /**
         * Register a booked appointment
         * @description The Appointment must be `booked`, with `start`, `end`, `created`, exactly one `identifier` (system `urn:ietf:rfc:3986`, an absolute
         *     http or https URL) and exactly one participant, the patient with an NHS number. It must not have `contained`,
         *     `supportingInformation`, `description` or `slot`. An `id` in the body is ignored. The operator may limit the number of future
         *     booked Appointments that one client registers for one patient (`registry:live-entries`).
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Appointment/_search": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the appointments of a patient, by form
         * @description Like the search by URL, but with the parameters in the body, in any of their spellings, so that the URL contains no NHS number.
         */
        post: operations["searchByForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Appointment/{id}": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Retrieve an appointment
         * @description The current version. Past and cancelled Appointments are found too.
         */
        get: operations["read"];
        /**
         * Cancel a registered appointment
         * @description The body is the Appointment as retrieved from the registry, with only `status` changed, to `cancelled` (or `entered-in-error`).
         *     `meta.versionId` and `meta.lastUpdated` are ignored. Only a booked Appointment can be cancelled. `If-Match` is required: if two
         *     clients update the same version, one succeeds and the other gets 409.
         */
        put: operations["cancel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Appointment/{id}/_history": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Retrieve the versions of an appointment
         * @description Returns the versions, newest first, each with the request that created it.
         */
        get: operations["history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Appointment/{id}/_history/{vid}": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
                /**
                 * @description Version id of the Appointment.
                 * @example 1
                 */
                vid: components["parameters"]["vid"];
            };
            cookie?: never;
        };
        /**
         * Retrieve a version of an appointment
         * @description Old versions are kept for ever.
         */
        get: operations["readVersion"];
        /**
         * Cancel a registered appointment at its Location
         * @description The body is the Appointment as retrieved from the registry, with only `status` changed, to `cancelled` (or `entered-in-error`).
         *     `meta.versionId` and `meta.lastUpdated` are ignored. Only a booked Appointment can be cancelled. `If-Match` is required: if two
         *     clients update the same version, one succeeds and the other gets 409.
         *     The version in the URL is one more condition; a new version is made.
         */
        put: operations["cancelAtVersion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Appointment/$validate": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate a registration
         * @description STU3 `$validate`, mode `create`: returns the result that the registration would have. Nothing is written.
         */
        post: operations["validateRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Appointment/{id}/$validate": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate a cancel
         * @description STU3 `$validate`, mode `update`: checks token, version, profile, rules and differences like the PUT. Nothing is written.
         */
        post: operations["validateCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metadata": {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What this registry can do
         * @description Returns the CapabilityStatement. It requires a client certificate, but no token.
         */
        get: operations["capabilities"];
        put?: never;
        post?: never;
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
        /** @description An Extension, with less detail than those of a resource: the types contain each other without end. */
        NestedExtension: {
            id?: string;
            url: string;
            extension?: Record<string, never>[];
        } & {
            [key: string]: unknown;
        };
        Element: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
        };
        Coding: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            system?: string;
            _system?: components["schemas"]["Element"];
            version?: string;
            _version?: components["schemas"]["Element"];
            code?: string;
            _code?: components["schemas"]["Element"];
            display?: string;
            _display?: components["schemas"]["Element"];
            userSelected?: boolean;
            _userSelected?: components["schemas"]["Element"];
        };
        Meta: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            versionId?: string;
            _versionId?: components["schemas"]["Element"];
            lastUpdated?: string;
            _lastUpdated?: components["schemas"]["Element"];
            profile?: (string | null)[];
            _profile?: (components["schemas"]["Element"] | null)[];
            security?: components["schemas"]["Coding"][];
            tag?: components["schemas"]["Coding"][];
        };
        CodeableConcept: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            coding?: components["schemas"]["Coding"][];
            text?: string;
            _text?: components["schemas"]["Element"];
        };
        Period: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            start?: string;
            _start?: components["schemas"]["Element"];
            end?: string;
            _end?: components["schemas"]["Element"];
        };
        /** @description A Reference without the details of its identifier, which may contain a Reference again. */
        NestedReference: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            reference?: string;
            _reference?: components["schemas"]["Element"];
            identifier?: Record<string, never>;
            display?: string;
            _display?: components["schemas"]["Element"];
        };
        Identifier: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            /** @enum {string} */
            use?: "usual" | "official" | "temp" | "secondary";
            _use?: components["schemas"]["Element"];
            type?: components["schemas"]["CodeableConcept"];
            system?: string;
            _system?: components["schemas"]["Element"];
            value?: string;
            _value?: components["schemas"]["Element"];
            period?: components["schemas"]["Period"];
            assigner?: components["schemas"]["NestedReference"];
        };
        Address: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            /** @enum {string} */
            use?: "home" | "work" | "temp" | "old";
            _use?: components["schemas"]["Element"];
            /** @enum {string} */
            type?: "postal" | "physical" | "both";
            _type?: components["schemas"]["Element"];
            text?: string;
            _text?: components["schemas"]["Element"];
            line?: (string | null)[];
            _line?: (components["schemas"]["Element"] | null)[];
            city?: string;
            _city?: components["schemas"]["Element"];
            district?: string;
            _district?: components["schemas"]["Element"];
            state?: string;
            _state?: components["schemas"]["Element"];
            postalCode?: string;
            _postalCode?: components["schemas"]["Element"];
            country?: string;
            _country?: components["schemas"]["Element"];
            period?: components["schemas"]["Period"];
        };
        Age: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            value?: number;
            _value?: components["schemas"]["Element"];
            /** @enum {string} */
            comparator?: "<" | "<=" | ">=" | ">";
            _comparator?: components["schemas"]["Element"];
            unit?: string;
            _unit?: components["schemas"]["Element"];
            system?: string;
            _system?: components["schemas"]["Element"];
            code?: string;
            _code?: components["schemas"]["Element"];
        };
        Reference: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            reference?: string;
            _reference?: components["schemas"]["Element"];
            identifier?: components["schemas"]["Identifier"];
            display?: string;
            _display?: components["schemas"]["Element"];
        };
        Annotation: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            authorReference?: components["schemas"]["Reference"];
            authorString?: string;
            _authorString?: components["schemas"]["Element"];
            time?: string;
            _time?: components["schemas"]["Element"];
            text: string;
            _text?: components["schemas"]["Element"];
        };
        Attachment: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            contentType?: string;
            _contentType?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            data?: string;
            _data?: components["schemas"]["Element"];
            url?: string;
            _url?: components["schemas"]["Element"];
            size?: number;
            _size?: components["schemas"]["Element"];
            hash?: string;
            _hash?: components["schemas"]["Element"];
            title?: string;
            _title?: components["schemas"]["Element"];
            creation?: string;
            _creation?: components["schemas"]["Element"];
        };
        ContactPoint: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            /** @enum {string} */
            system?: "phone" | "fax" | "email" | "pager" | "url" | "sms" | "other";
            _system?: components["schemas"]["Element"];
            value?: string;
            _value?: components["schemas"]["Element"];
            /** @enum {string} */
            use?: "home" | "work" | "temp" | "old" | "mobile";
            _use?: components["schemas"]["Element"];
            rank?: number;
            _rank?: components["schemas"]["Element"];
            period?: components["schemas"]["Period"];
        };
        Count: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            value?: number;
            _value?: components["schemas"]["Element"];
            /** @enum {string} */
            comparator?: "<" | "<=" | ">=" | ">";
            _comparator?: components["schemas"]["Element"];
            unit?: string;
            _unit?: components["schemas"]["Element"];
            system?: string;
            _system?: components["schemas"]["Element"];
            code?: string;
            _code?: components["schemas"]["Element"];
        };
        Distance: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            value?: number;
            _value?: components["schemas"]["Element"];
            /** @enum {string} */
            comparator?: "<" | "<=" | ">=" | ">";
            _comparator?: components["schemas"]["Element"];
            unit?: string;
            _unit?: components["schemas"]["Element"];
            system?: string;
            _system?: components["schemas"]["Element"];
            code?: string;
            _code?: components["schemas"]["Element"];
        };
        Duration: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            value?: number;
            _value?: components["schemas"]["Element"];
            /** @enum {string} */
            comparator?: "<" | "<=" | ">=" | ">";
            _comparator?: components["schemas"]["Element"];
            unit?: string;
            _unit?: components["schemas"]["Element"];
            system?: string;
            _system?: components["schemas"]["Element"];
            code?: string;
            _code?: components["schemas"]["Element"];
        };
        HumanName: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            /** @enum {string} */
            use?: "usual" | "official" | "temp" | "nickname" | "anonymous" | "old" | "maiden";
            _use?: components["schemas"]["Element"];
            text?: string;
            _text?: components["schemas"]["Element"];
            family?: string;
            _family?: components["schemas"]["Element"];
            given?: (string | null)[];
            _given?: (components["schemas"]["Element"] | null)[];
            prefix?: (string | null)[];
            _prefix?: (components["schemas"]["Element"] | null)[];
            suffix?: (string | null)[];
            _suffix?: (components["schemas"]["Element"] | null)[];
            period?: components["schemas"]["Period"];
        };
        Money: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            value?: number;
            _value?: components["schemas"]["Element"];
            /** @enum {string} */
            comparator?: "<" | "<=" | ">=" | ">";
            _comparator?: components["schemas"]["Element"];
            unit?: string;
            _unit?: components["schemas"]["Element"];
            system?: string;
            _system?: components["schemas"]["Element"];
            code?: string;
            _code?: components["schemas"]["Element"];
        };
        Quantity: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            value?: number;
            _value?: components["schemas"]["Element"];
            /** @enum {string} */
            comparator?: "<" | "<=" | ">=" | ">";
            _comparator?: components["schemas"]["Element"];
            unit?: string;
            _unit?: components["schemas"]["Element"];
            system?: string;
            _system?: components["schemas"]["Element"];
            code?: string;
            _code?: components["schemas"]["Element"];
        };
        Range: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            low?: components["schemas"]["Quantity"];
            high?: components["schemas"]["Quantity"];
        };
        Ratio: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            numerator?: components["schemas"]["Quantity"];
            denominator?: components["schemas"]["Quantity"];
        };
        SampledData: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            origin: components["schemas"]["Quantity"];
            period: number;
            _period?: components["schemas"]["Element"];
            factor?: number;
            _factor?: components["schemas"]["Element"];
            lowerLimit?: number;
            _lowerLimit?: components["schemas"]["Element"];
            upperLimit?: number;
            _upperLimit?: components["schemas"]["Element"];
            dimensions: number;
            _dimensions?: components["schemas"]["Element"];
            data: string;
            _data?: components["schemas"]["Element"];
        };
        Signature: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            type: components["schemas"]["Coding"][];
            when: string;
            _when?: components["schemas"]["Element"];
            whoUri?: string;
            _whoUri?: components["schemas"]["Element"];
            whoReference?: components["schemas"]["Reference"];
            onBehalfOfUri?: string;
            _onBehalfOfUri?: components["schemas"]["Element"];
            onBehalfOfReference?: components["schemas"]["Reference"];
            contentType?: string;
            _contentType?: components["schemas"]["Element"];
            blob?: string;
            _blob?: components["schemas"]["Element"];
        };
        TimingRepeat: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            boundsDuration?: components["schemas"]["Duration"];
            boundsRange?: components["schemas"]["Range"];
            boundsPeriod?: components["schemas"]["Period"];
            /** Format: int32 */
            count?: number;
            _count?: components["schemas"]["Element"];
            /** Format: int32 */
            countMax?: number;
            _countMax?: components["schemas"]["Element"];
            duration?: number;
            _duration?: components["schemas"]["Element"];
            durationMax?: number;
            _durationMax?: components["schemas"]["Element"];
            /** @enum {string} */
            durationUnit?: "s" | "min" | "h" | "d" | "wk" | "mo" | "a";
            _durationUnit?: components["schemas"]["Element"];
            /** Format: int32 */
            frequency?: number;
            _frequency?: components["schemas"]["Element"];
            /** Format: int32 */
            frequencyMax?: number;
            _frequencyMax?: components["schemas"]["Element"];
            period?: number;
            _period?: components["schemas"]["Element"];
            periodMax?: number;
            _periodMax?: components["schemas"]["Element"];
            /** @enum {string} */
            periodUnit?: "s" | "min" | "h" | "d" | "wk" | "mo" | "a";
            _periodUnit?: components["schemas"]["Element"];
            dayOfWeek?: (("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun") | null)[];
            _dayOfWeek?: (components["schemas"]["Element"] | null)[];
            timeOfDay?: (string | null)[];
            _timeOfDay?: (components["schemas"]["Element"] | null)[];
            when?: (("MORN" | "AFT" | "EVE" | "NIGHT" | "PHS" | "HS" | "WAKE" | "C" | "CM" | "CD" | "CV" | "AC" | "ACM" | "ACD" | "ACV" | "PC" | "PCM" | "PCD" | "PCV") | null)[];
            _when?: (components["schemas"]["Element"] | null)[];
            offset?: number;
            _offset?: components["schemas"]["Element"];
        };
        Timing: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            event?: (string | null)[];
            _event?: (components["schemas"]["Element"] | null)[];
            repeat?: components["schemas"]["TimingRepeat"];
            code?: components["schemas"]["CodeableConcept"];
        };
        Extension: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            url: string;
            valueBase64Binary?: string;
            _valueBase64Binary?: components["schemas"]["Element"];
            valueBoolean?: boolean;
            _valueBoolean?: components["schemas"]["Element"];
            valueCode?: string;
            _valueCode?: components["schemas"]["Element"];
            valueDate?: string;
            _valueDate?: components["schemas"]["Element"];
            valueDateTime?: string;
            _valueDateTime?: components["schemas"]["Element"];
            valueDecimal?: number;
            _valueDecimal?: components["schemas"]["Element"];
            valueId?: string;
            _valueId?: components["schemas"]["Element"];
            valueInstant?: string;
            _valueInstant?: components["schemas"]["Element"];
            /** Format: int32 */
            valueInteger?: number;
            _valueInteger?: components["schemas"]["Element"];
            valueMarkdown?: string;
            _valueMarkdown?: components["schemas"]["Element"];
            valueOid?: string;
            _valueOid?: components["schemas"]["Element"];
            valuePositiveInt?: number;
            _valuePositiveInt?: components["schemas"]["Element"];
            valueString?: string;
            _valueString?: components["schemas"]["Element"];
            valueTime?: string;
            _valueTime?: components["schemas"]["Element"];
            valueUnsignedInt?: number;
            _valueUnsignedInt?: components["schemas"]["Element"];
            valueUri?: string;
            _valueUri?: components["schemas"]["Element"];
            valueAddress?: components["schemas"]["Address"];
            valueAge?: components["schemas"]["Age"];
            valueAnnotation?: components["schemas"]["Annotation"];
            valueAttachment?: components["schemas"]["Attachment"];
            valueCodeableConcept?: components["schemas"]["CodeableConcept"];
            valueCoding?: components["schemas"]["Coding"];
            valueContactPoint?: components["schemas"]["ContactPoint"];
            valueCount?: components["schemas"]["Count"];
            valueDistance?: components["schemas"]["Distance"];
            valueDuration?: components["schemas"]["Duration"];
            valueHumanName?: components["schemas"]["HumanName"];
            valueIdentifier?: components["schemas"]["Identifier"];
            valueMoney?: components["schemas"]["Money"];
            valuePeriod?: components["schemas"]["Period"];
            valueQuantity?: components["schemas"]["Quantity"];
            valueRange?: components["schemas"]["Range"];
            valueRatio?: components["schemas"]["Ratio"];
            valueReference?: components["schemas"]["Reference"];
            valueSampledData?: components["schemas"]["SampledData"];
            valueSignature?: components["schemas"]["Signature"];
            valueTiming?: components["schemas"]["Timing"];
            valueMeta?: components["schemas"]["Meta"];
        };
        BundleLink: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            relation: string;
            _relation?: components["schemas"]["Element"];
            url: string;
            _url?: components["schemas"]["Element"];
        };
        Narrative: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            /** @enum {string} */
            status: "generated" | "extensions" | "additional" | "empty";
            _status?: components["schemas"]["Element"];
            /** @description XHTML, one div in its namespace. */
            div: string;
        };
        /** @description A resource of any type of STU3. */
        ContainedResource: {
            resourceType: string;
        };
        AppointmentParticipant: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            type?: components["schemas"]["CodeableConcept"][];
            actor?: components["schemas"]["Reference"];
            /** @enum {string} */
            required?: "required" | "optional" | "information-only";
            _required?: components["schemas"]["Element"];
            /** @enum {string} */
            status: "accepted" | "declined" | "tentative" | "needs-action";
            _status?: components["schemas"]["Element"];
        };
        Appointment: {
            /** @constant */
            resourceType: "Appointment";
            id?: string;
            meta?: components["schemas"]["Meta"];
            implicitRules?: string;
            _implicitRules?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            text?: components["schemas"]["Narrative"];
            contained?: components["schemas"]["ContainedResource"][];
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            identifier?: components["schemas"]["Identifier"][];
            /** @enum {string} */
            status: "proposed" | "pending" | "booked" | "arrived" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error";
            _status?: components["schemas"]["Element"];
            serviceCategory?: components["schemas"]["CodeableConcept"];
            serviceType?: components["schemas"]["CodeableConcept"][];
            specialty?: components["schemas"]["CodeableConcept"][];
            appointmentType?: components["schemas"]["CodeableConcept"];
            reason?: components["schemas"]["CodeableConcept"][];
            indication?: components["schemas"]["Reference"][];
            priority?: number;
            _priority?: components["schemas"]["Element"];
            description?: string;
            _description?: components["schemas"]["Element"];
            supportingInformation?: components["schemas"]["Reference"][];
            start?: string;
            _start?: components["schemas"]["Element"];
            end?: string;
            _end?: components["schemas"]["Element"];
            minutesDuration?: number;
            _minutesDuration?: components["schemas"]["Element"];
            slot?: components["schemas"]["Reference"][];
            created?: string;
            _created?: components["schemas"]["Element"];
            comment?: string;
            _comment?: components["schemas"]["Element"];
            incomingReferral?: components["schemas"]["Reference"][];
            participant: components["schemas"]["AppointmentParticipant"][];
            requestedPeriod?: components["schemas"]["Period"][];
        };
        BundleEntrySearch: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            mode?: "match" | "include" | "outcome";
            _mode?: components["schemas"]["Element"];
            score?: number;
            _score?: components["schemas"]["Element"];
        };
        BundleEntryRequest: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "DELETE";
            _method?: components["schemas"]["Element"];
            url: string;
            _url?: components["schemas"]["Element"];
            ifNoneMatch?: string;
            _ifNoneMatch?: components["schemas"]["Element"];
            ifModifiedSince?: string;
            _ifModifiedSince?: components["schemas"]["Element"];
            ifMatch?: string;
            _ifMatch?: components["schemas"]["Element"];
            ifNoneExist?: string;
            _ifNoneExist?: components["schemas"]["Element"];
        };
        BundleEntryResponse: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            status: string;
            _status?: components["schemas"]["Element"];
            location?: string;
            _location?: components["schemas"]["Element"];
            etag?: string;
            _etag?: components["schemas"]["Element"];
            lastModified?: string;
            _lastModified?: components["schemas"]["Element"];
            outcome?: components["schemas"]["ContainedResource"];
        };
        BundleEntry: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            link?: components["schemas"]["BundleLink"][];
            fullUrl?: string;
            _fullUrl?: components["schemas"]["Element"];
            resource?: components["schemas"]["Appointment"];
            search?: components["schemas"]["BundleEntrySearch"];
            request?: components["schemas"]["BundleEntryRequest"];
            response?: components["schemas"]["BundleEntryResponse"];
        };
        Bundle: {
            /** @constant */
            resourceType: "Bundle";
            id?: string;
            meta?: components["schemas"]["Meta"];
            implicitRules?: string;
            _implicitRules?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            identifier?: components["schemas"]["Identifier"];
            /** @enum {string} */
            type: "document" | "message" | "transaction" | "transaction-response" | "batch" | "batch-response" | "history" | "searchset" | "collection";
            _type?: components["schemas"]["Element"];
            total?: number;
            _total?: components["schemas"]["Element"];
            link?: components["schemas"]["BundleLink"][];
            entry?: components["schemas"]["BundleEntry"][];
            signature?: components["schemas"]["Signature"];
        };
        /** @description An Extension, with less detail than those of a resource: the types contain each other without end. */
        NestedExtensionXml: {
            id?: string;
            url: string;
            extension?: Record<string, never>[];
        } & {
            [key: string]: unknown;
        };
        IdElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        InstantElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        UriElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        StringElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        CodeElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        BooleanElementXml: {
            id?: string;
            value?: boolean;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        CodingXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            system?: components["schemas"]["UriElementXml"];
            version?: components["schemas"]["StringElementXml"];
            code?: components["schemas"]["CodeElementXml"];
            display?: components["schemas"]["StringElementXml"];
            userSelected?: components["schemas"]["BooleanElementXml"];
        };
        MetaXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            versionId?: components["schemas"]["IdElementXml"];
            lastUpdated?: components["schemas"]["InstantElementXml"];
            profile?: components["schemas"]["UriElementXml"][];
            security?: components["schemas"]["CodingXml"][];
            tag?: components["schemas"]["CodingXml"][];
        };
        CodeableConceptXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            coding?: components["schemas"]["CodingXml"][];
            text?: components["schemas"]["StringElementXml"];
        };
        DateTimeElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        PeriodXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            start?: components["schemas"]["DateTimeElementXml"];
            end?: components["schemas"]["DateTimeElementXml"];
        };
        /** @description A Reference without the details of its identifier, which may contain a Reference again. */
        NestedReferenceXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            reference?: components["schemas"]["StringElementXml"];
            identifier?: Record<string, never>;
            display?: components["schemas"]["StringElementXml"];
        };
        IdentifierXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            use?: {
                id?: string;
                /** @enum {string} */
                value?: "usual" | "official" | "temp" | "secondary";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            type?: components["schemas"]["CodeableConceptXml"];
            system?: components["schemas"]["UriElementXml"];
            value?: components["schemas"]["StringElementXml"];
            period?: components["schemas"]["PeriodXml"];
            assigner?: components["schemas"]["NestedReferenceXml"];
        };
        UnsignedIntElementXml: {
            id?: string;
            value?: number;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        DateElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        DecimalElementXml: {
            id?: string;
            value?: number;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        IntegerElementXml: {
            id?: string;
            /** Format: int32 */
            value?: number;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        OidElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        PositiveIntElementXml: {
            id?: string;
            value?: number;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        TimeElementXml: {
            id?: string;
            value?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
        };
        AddressXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            use?: {
                id?: string;
                /** @enum {string} */
                value?: "home" | "work" | "temp" | "old";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            type?: {
                id?: string;
                /** @enum {string} */
                value?: "postal" | "physical" | "both";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            text?: components["schemas"]["StringElementXml"];
            line?: components["schemas"]["StringElementXml"][];
            city?: components["schemas"]["StringElementXml"];
            district?: components["schemas"]["StringElementXml"];
            state?: components["schemas"]["StringElementXml"];
            postalCode?: components["schemas"]["StringElementXml"];
            country?: components["schemas"]["StringElementXml"];
            period?: components["schemas"]["PeriodXml"];
        };
        AgeXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            value?: components["schemas"]["DecimalElementXml"];
            comparator?: {
                id?: string;
                /** @enum {string} */
                value?: "<" | "<=" | ">=" | ">";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            unit?: components["schemas"]["StringElementXml"];
            system?: components["schemas"]["UriElementXml"];
            code?: components["schemas"]["CodeElementXml"];
        };
        ReferenceXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            reference?: components["schemas"]["StringElementXml"];
            identifier?: components["schemas"]["IdentifierXml"];
            display?: components["schemas"]["StringElementXml"];
        };
        AnnotationXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            authorReference?: components["schemas"]["ReferenceXml"];
            authorString?: components["schemas"]["StringElementXml"];
            time?: components["schemas"]["DateTimeElementXml"];
            text: components["schemas"]["StringElementXml"];
        };
        AttachmentXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            contentType?: components["schemas"]["CodeElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            data?: components["schemas"]["StringElementXml"];
            url?: components["schemas"]["UriElementXml"];
            size?: components["schemas"]["UnsignedIntElementXml"];
            hash?: components["schemas"]["StringElementXml"];
            title?: components["schemas"]["StringElementXml"];
            creation?: components["schemas"]["DateTimeElementXml"];
        };
        ContactPointXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            system?: {
                id?: string;
                /** @enum {string} */
                value?: "phone" | "fax" | "email" | "pager" | "url" | "sms" | "other";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            value?: components["schemas"]["StringElementXml"];
            use?: {
                id?: string;
                /** @enum {string} */
                value?: "home" | "work" | "temp" | "old" | "mobile";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            rank?: components["schemas"]["PositiveIntElementXml"];
            period?: components["schemas"]["PeriodXml"];
        };
        CountXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            value?: components["schemas"]["DecimalElementXml"];
            comparator?: {
                id?: string;
                /** @enum {string} */
                value?: "<" | "<=" | ">=" | ">";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            unit?: components["schemas"]["StringElementXml"];
            system?: components["schemas"]["UriElementXml"];
            code?: components["schemas"]["CodeElementXml"];
        };
        DistanceXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            value?: components["schemas"]["DecimalElementXml"];
            comparator?: {
                id?: string;
                /** @enum {string} */
                value?: "<" | "<=" | ">=" | ">";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            unit?: components["schemas"]["StringElementXml"];
            system?: components["schemas"]["UriElementXml"];
            code?: components["schemas"]["CodeElementXml"];
        };
        DurationXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            value?: components["schemas"]["DecimalElementXml"];
            comparator?: {
                id?: string;
                /** @enum {string} */
                value?: "<" | "<=" | ">=" | ">";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            unit?: components["schemas"]["StringElementXml"];
            system?: components["schemas"]["UriElementXml"];
            code?: components["schemas"]["CodeElementXml"];
        };
        HumanNameXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            use?: {
                id?: string;
                /** @enum {string} */
                value?: "usual" | "official" | "temp" | "nickname" | "anonymous" | "old" | "maiden";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            text?: components["schemas"]["StringElementXml"];
            family?: components["schemas"]["StringElementXml"];
            given?: components["schemas"]["StringElementXml"][];
            prefix?: components["schemas"]["StringElementXml"][];
            suffix?: components["schemas"]["StringElementXml"][];
            period?: components["schemas"]["PeriodXml"];
        };
        MoneyXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            value?: components["schemas"]["DecimalElementXml"];
            comparator?: {
                id?: string;
                /** @enum {string} */
                value?: "<" | "<=" | ">=" | ">";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            unit?: components["schemas"]["StringElementXml"];
            system?: components["schemas"]["UriElementXml"];
            code?: components["schemas"]["CodeElementXml"];
        };
        QuantityXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            value?: components["schemas"]["DecimalElementXml"];
            comparator?: {
                id?: string;
                /** @enum {string} */
                value?: "<" | "<=" | ">=" | ">";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            unit?: components["schemas"]["StringElementXml"];
            system?: components["schemas"]["UriElementXml"];
            code?: components["schemas"]["CodeElementXml"];
        };
        RangeXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            low?: components["schemas"]["QuantityXml"];
            high?: components["schemas"]["QuantityXml"];
        };
        RatioXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            numerator?: components["schemas"]["QuantityXml"];
            denominator?: components["schemas"]["QuantityXml"];
        };
        SampledDataXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            origin: components["schemas"]["QuantityXml"];
            period: components["schemas"]["DecimalElementXml"];
            factor?: components["schemas"]["DecimalElementXml"];
            lowerLimit?: components["schemas"]["DecimalElementXml"];
            upperLimit?: components["schemas"]["DecimalElementXml"];
            dimensions: components["schemas"]["PositiveIntElementXml"];
            data: components["schemas"]["StringElementXml"];
        };
        SignatureXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            type: components["schemas"]["CodingXml"][];
            when: components["schemas"]["InstantElementXml"];
            whoUri?: components["schemas"]["UriElementXml"];
            whoReference?: components["schemas"]["ReferenceXml"];
            onBehalfOfUri?: components["schemas"]["UriElementXml"];
            onBehalfOfReference?: components["schemas"]["ReferenceXml"];
            contentType?: components["schemas"]["CodeElementXml"];
            blob?: components["schemas"]["StringElementXml"];
        };
        TimingRepeatXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            boundsDuration?: components["schemas"]["DurationXml"];
            boundsRange?: components["schemas"]["RangeXml"];
            boundsPeriod?: components["schemas"]["PeriodXml"];
            count?: components["schemas"]["IntegerElementXml"];
            countMax?: components["schemas"]["IntegerElementXml"];
            duration?: components["schemas"]["DecimalElementXml"];
            durationMax?: components["schemas"]["DecimalElementXml"];
            durationUnit?: {
                id?: string;
                /** @enum {string} */
                value?: "s" | "min" | "h" | "d" | "wk" | "mo" | "a";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            frequency?: components["schemas"]["IntegerElementXml"];
            frequencyMax?: components["schemas"]["IntegerElementXml"];
            period?: components["schemas"]["DecimalElementXml"];
            periodMax?: components["schemas"]["DecimalElementXml"];
            periodUnit?: {
                id?: string;
                /** @enum {string} */
                value?: "s" | "min" | "h" | "d" | "wk" | "mo" | "a";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            dayOfWeek?: {
                id?: string;
                /** @enum {string} */
                value?: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
                extension?: components["schemas"]["NestedExtensionXml"][];
            }[];
            timeOfDay?: components["schemas"]["TimeElementXml"][];
            when?: {
                id?: string;
                /** @enum {string} */
                value?: "MORN" | "AFT" | "EVE" | "NIGHT" | "PHS" | "HS" | "WAKE" | "C" | "CM" | "CD" | "CV" | "AC" | "ACM" | "ACD" | "ACV" | "PC" | "PCM" | "PCD" | "PCV";
                extension?: components["schemas"]["NestedExtensionXml"][];
            }[];
            offset?: components["schemas"]["UnsignedIntElementXml"];
        };
        TimingXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            event?: components["schemas"]["DateTimeElementXml"][];
            repeat?: components["schemas"]["TimingRepeatXml"];
            code?: components["schemas"]["CodeableConceptXml"];
        };
        ExtensionXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            url: string;
            valueBase64Binary?: components["schemas"]["StringElementXml"];
            valueBoolean?: components["schemas"]["BooleanElementXml"];
            valueCode?: components["schemas"]["CodeElementXml"];
            valueDate?: components["schemas"]["DateElementXml"];
            valueDateTime?: components["schemas"]["DateTimeElementXml"];
            valueDecimal?: components["schemas"]["DecimalElementXml"];
            valueId?: components["schemas"]["IdElementXml"];
            valueInstant?: components["schemas"]["InstantElementXml"];
            valueInteger?: components["schemas"]["IntegerElementXml"];
            valueMarkdown?: components["schemas"]["StringElementXml"];
            valueOid?: components["schemas"]["OidElementXml"];
            valuePositiveInt?: components["schemas"]["PositiveIntElementXml"];
            valueString?: components["schemas"]["StringElementXml"];
            valueTime?: components["schemas"]["TimeElementXml"];
            valueUnsignedInt?: components["schemas"]["UnsignedIntElementXml"];
            valueUri?: components["schemas"]["UriElementXml"];
            valueAddress?: components["schemas"]["AddressXml"];
            valueAge?: components["schemas"]["AgeXml"];
            valueAnnotation?: components["schemas"]["AnnotationXml"];
            valueAttachment?: components["schemas"]["AttachmentXml"];
            valueCodeableConcept?: components["schemas"]["CodeableConceptXml"];
            valueCoding?: components["schemas"]["CodingXml"];
            valueContactPoint?: components["schemas"]["ContactPointXml"];
            valueCount?: components["schemas"]["CountXml"];
            valueDistance?: components["schemas"]["DistanceXml"];
            valueDuration?: components["schemas"]["DurationXml"];
            valueHumanName?: components["schemas"]["HumanNameXml"];
            valueIdentifier?: components["schemas"]["IdentifierXml"];
            valueMoney?: components["schemas"]["MoneyXml"];
            valuePeriod?: components["schemas"]["PeriodXml"];
            valueQuantity?: components["schemas"]["QuantityXml"];
            valueRange?: components["schemas"]["RangeXml"];
            valueRatio?: components["schemas"]["RatioXml"];
            valueReference?: components["schemas"]["ReferenceXml"];
            valueSampledData?: components["schemas"]["SampledDataXml"];
            valueSignature?: components["schemas"]["SignatureXml"];
            valueTiming?: components["schemas"]["TimingXml"];
            valueMeta?: components["schemas"]["MetaXml"];
        };
        BundleLinkXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            relation: components["schemas"]["StringElementXml"];
            url: components["schemas"]["UriElementXml"];
        };
        NarrativeXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            status: {
                id?: string;
                /** @enum {string} */
                value?: "generated" | "extensions" | "additional" | "empty";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            /** @description The narrative, as XHTML. */
            div: Record<string, never>;
        };
        /** @description A resource of any type of STU3. */
        ContainedResourceXml: Record<string, never>;
        AppointmentParticipantXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            type?: components["schemas"]["CodeableConceptXml"][];
            actor?: components["schemas"]["ReferenceXml"];
            required?: {
                id?: string;
                /** @enum {string} */
                value?: "required" | "optional" | "information-only";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            status: {
                id?: string;
                /** @enum {string} */
                value?: "accepted" | "declined" | "tentative" | "needs-action";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
        };
        AppointmentXml: {
            id?: components["schemas"]["IdElementXml"];
            meta?: components["schemas"]["MetaXml"];
            implicitRules?: components["schemas"]["UriElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            text?: components["schemas"]["NarrativeXml"];
            contained?: components["schemas"]["ContainedResourceXml"][];
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            identifier?: components["schemas"]["IdentifierXml"][];
            status: {
                id?: string;
                /** @enum {string} */
                value?: "proposed" | "pending" | "booked" | "arrived" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            serviceCategory?: components["schemas"]["CodeableConceptXml"];
            serviceType?: components["schemas"]["CodeableConceptXml"][];
            specialty?: components["schemas"]["CodeableConceptXml"][];
            appointmentType?: components["schemas"]["CodeableConceptXml"];
            reason?: components["schemas"]["CodeableConceptXml"][];
            indication?: components["schemas"]["ReferenceXml"][];
            priority?: components["schemas"]["UnsignedIntElementXml"];
            description?: components["schemas"]["StringElementXml"];
            supportingInformation?: components["schemas"]["ReferenceXml"][];
            start?: components["schemas"]["InstantElementXml"];
            end?: components["schemas"]["InstantElementXml"];
            minutesDuration?: components["schemas"]["PositiveIntElementXml"];
            slot?: components["schemas"]["ReferenceXml"][];
            created?: components["schemas"]["DateTimeElementXml"];
            comment?: components["schemas"]["StringElementXml"];
            incomingReferral?: components["schemas"]["ReferenceXml"][];
            participant: components["schemas"]["AppointmentParticipantXml"][];
            requestedPeriod?: components["schemas"]["PeriodXml"][];
        };
        BundleEntrySearchXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            mode?: {
                id?: string;
                /** @enum {string} */
                value?: "match" | "include" | "outcome";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            score?: components["schemas"]["DecimalElementXml"];
        };
        BundleEntryRequestXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            method: {
                id?: string;
                /** @enum {string} */
                value?: "GET" | "POST" | "PUT" | "DELETE";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            url: components["schemas"]["UriElementXml"];
            ifNoneMatch?: components["schemas"]["StringElementXml"];
            ifModifiedSince?: components["schemas"]["InstantElementXml"];
            ifMatch?: components["schemas"]["StringElementXml"];
            ifNoneExist?: components["schemas"]["StringElementXml"];
        };
        BundleEntryResponseXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            status: components["schemas"]["StringElementXml"];
            location?: components["schemas"]["UriElementXml"];
            etag?: components["schemas"]["StringElementXml"];
            lastModified?: components["schemas"]["InstantElementXml"];
            outcome?: components["schemas"]["ContainedResourceXml"];
        };
        BundleEntryXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            link?: components["schemas"]["BundleLinkXml"][];
            fullUrl?: components["schemas"]["UriElementXml"];
            resource?: {
                Appointment?: components["schemas"]["AppointmentXml"];
            };
            search?: components["schemas"]["BundleEntrySearchXml"];
            request?: components["schemas"]["BundleEntryRequestXml"];
            response?: components["schemas"]["BundleEntryResponseXml"];
        };
        BundleXml: {
            id?: components["schemas"]["IdElementXml"];
            meta?: components["schemas"]["MetaXml"];
            implicitRules?: components["schemas"]["UriElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            identifier?: components["schemas"]["IdentifierXml"];
            type: {
                id?: string;
                /** @enum {string} */
                value?: "document" | "message" | "transaction" | "transaction-response" | "batch" | "batch-response" | "history" | "searchset" | "collection";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            total?: components["schemas"]["UnsignedIntElementXml"];
            link?: components["schemas"]["BundleLinkXml"][];
            entry?: components["schemas"]["BundleEntryXml"][];
            signature?: components["schemas"]["SignatureXml"];
        };
        OperationOutcomeIssue: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            severity: "fatal" | "error" | "warning" | "information";
            _severity?: components["schemas"]["Element"];
            /** @enum {string} */
            code: "invalid" | "structure" | "required" | "value" | "invariant" | "security" | "login" | "unknown" | "expired" | "forbidden" | "suppressed" | "processing" | "not-supported" | "duplicate" | "not-found" | "too-long" | "code-invalid" | "extension" | "too-costly" | "business-rule" | "conflict" | "incomplete" | "transient" | "lock-error" | "no-store" | "exception" | "timeout" | "throttled" | "informational";
            _code?: components["schemas"]["Element"];
            details?: components["schemas"]["CodeableConcept"];
            diagnostics?: string;
            _diagnostics?: components["schemas"]["Element"];
            location?: (string | null)[];
            _location?: (components["schemas"]["Element"] | null)[];
            expression?: (string | null)[];
            _expression?: (components["schemas"]["Element"] | null)[];
        };
        OperationOutcome: {
            /** @constant */
            resourceType: "OperationOutcome";
            id?: string;
            meta?: components["schemas"]["Meta"];
            implicitRules?: string;
            _implicitRules?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            text?: components["schemas"]["Narrative"];
            contained?: components["schemas"]["ContainedResource"][];
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            issue: components["schemas"]["OperationOutcomeIssue"][];
        };
        OperationOutcomeIssueXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            severity: {
                id?: string;
                /** @enum {string} */
                value?: "fatal" | "error" | "warning" | "information";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            code: {
                id?: string;
                /** @enum {string} */
                value?: "invalid" | "structure" | "required" | "value" | "invariant" | "security" | "login" | "unknown" | "expired" | "forbidden" | "suppressed" | "processing" | "not-supported" | "duplicate" | "not-found" | "too-long" | "code-invalid" | "extension" | "too-costly" | "business-rule" | "conflict" | "incomplete" | "transient" | "lock-error" | "no-store" | "exception" | "timeout" | "throttled" | "informational";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            details?: components["schemas"]["CodeableConceptXml"];
            diagnostics?: components["schemas"]["StringElementXml"];
            location?: components["schemas"]["StringElementXml"][];
            expression?: components["schemas"]["StringElementXml"][];
        };
        OperationOutcomeXml: {
            id?: components["schemas"]["IdElementXml"];
            meta?: components["schemas"]["MetaXml"];
            implicitRules?: components["schemas"]["UriElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            text?: components["schemas"]["NarrativeXml"];
            contained?: components["schemas"]["ContainedResourceXml"][];
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            issue: components["schemas"]["OperationOutcomeIssueXml"][];
        };
        /** @description The patient, by NHS number: as `actor.identifier` or as `actor.reference`. */
        PatientParticipant: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            modifierExtension?: components["schemas"]["NestedExtension"][];
            type?: components["schemas"]["CodeableConcept"][];
            actor: components["schemas"]["Reference"];
            /** @enum {string} */
            required?: "required" | "optional" | "information-only";
            _required?: components["schemas"]["Element"];
            /** @enum {string} */
            status: "accepted" | "declined" | "tentative" | "needs-action";
            _status?: components["schemas"]["Element"];
        };
        /** @description An entry of the registry, as it is registered. */
        AppointmentToRegister: {
            /** @constant */
            resourceType: "Appointment";
            id?: string;
            meta?: components["schemas"]["Meta"];
            implicitRules?: string;
            _implicitRules?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            text?: components["schemas"]["Narrative"];
            extension?: components["schemas"]["NestedExtension"][];
            modifierExtension?: components["schemas"]["NestedExtension"][];
            identifier: components["schemas"]["Identifier"][];
            /** @enum {string} */
            status: "booked";
            _status?: components["schemas"]["Element"];
            serviceCategory?: components["schemas"]["CodeableConcept"];
            serviceType?: components["schemas"]["CodeableConcept"][];
            specialty?: components["schemas"]["CodeableConcept"][];
            appointmentType?: components["schemas"]["CodeableConcept"];
            reason?: components["schemas"]["CodeableConcept"][];
            indication?: components["schemas"]["Reference"][];
            priority?: number;
            _priority?: components["schemas"]["Element"];
            start: string;
            _start?: components["schemas"]["Element"];
            end: string;
            _end?: components["schemas"]["Element"];
            minutesDuration?: number;
            _minutesDuration?: components["schemas"]["Element"];
            created: string;
            _created?: components["schemas"]["Element"];
            comment?: string;
            _comment?: components["schemas"]["Element"];
            incomingReferral?: components["schemas"]["Reference"][];
            participant: components["schemas"]["PatientParticipant"][];
            requestedPeriod?: components["schemas"]["Period"][];
        };
        /** @description The patient, by NHS number: as `actor.identifier` or as `actor.reference`. */
        PatientParticipantXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            modifierExtension?: components["schemas"]["NestedExtensionXml"][];
            type?: components["schemas"]["CodeableConceptXml"][];
            actor: components["schemas"]["ReferenceXml"];
            required?: {
                id?: string;
                /** @enum {string} */
                value?: "required" | "optional" | "information-only";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            status: {
                id?: string;
                /** @enum {string} */
                value?: "accepted" | "declined" | "tentative" | "needs-action";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
        };
        /** @description An entry of the registry, as it is registered. */
        AppointmentToRegisterXml: {
            id?: components["schemas"]["IdElementXml"];
            meta?: components["schemas"]["MetaXml"];
            implicitRules?: components["schemas"]["UriElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            text?: components["schemas"]["NarrativeXml"];
            extension?: components["schemas"]["NestedExtensionXml"][];
            modifierExtension?: components["schemas"]["NestedExtensionXml"][];
            identifier: components["schemas"]["IdentifierXml"][];
            status: {
                id?: string;
                /** @enum {string} */
                value?: "booked";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            serviceCategory?: components["schemas"]["CodeableConceptXml"];
            serviceType?: components["schemas"]["CodeableConceptXml"][];
            specialty?: components["schemas"]["CodeableConceptXml"][];
            appointmentType?: components["schemas"]["CodeableConceptXml"];
            reason?: components["schemas"]["CodeableConceptXml"][];
            indication?: components["schemas"]["ReferenceXml"][];
            priority?: components["schemas"]["UnsignedIntElementXml"];
            start: components["schemas"]["InstantElementXml"];
            end: components["schemas"]["InstantElementXml"];
            minutesDuration?: components["schemas"]["PositiveIntElementXml"];
            created: components["schemas"]["DateTimeElementXml"];
            comment?: components["schemas"]["StringElementXml"];
            incomingReferral?: components["schemas"]["ReferenceXml"][];
            participant: components["schemas"]["PatientParticipantXml"][];
            requestedPeriod?: components["schemas"]["PeriodXml"][];
        };
        /** @description An entry of the registry as it was retrieved, with its status changed. */
        AppointmentToCancel: {
            /** @constant */
            resourceType: "Appointment";
            id: string;
            meta?: components["schemas"]["Meta"];
            implicitRules?: string;
            _implicitRules?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            text?: components["schemas"]["Narrative"];
            extension?: components["schemas"]["NestedExtension"][];
            modifierExtension?: components["schemas"]["NestedExtension"][];
            identifier: components["schemas"]["Identifier"][];
            /** @enum {string} */
            status: "cancelled" | "entered-in-error";
            _status?: components["schemas"]["Element"];
            serviceCategory?: components["schemas"]["CodeableConcept"];
            serviceType?: components["schemas"]["CodeableConcept"][];
            specialty?: components["schemas"]["CodeableConcept"][];
            appointmentType?: components["schemas"]["CodeableConcept"];
            reason?: components["schemas"]["CodeableConcept"][];
            indication?: components["schemas"]["Reference"][];
            priority?: number;
            _priority?: components["schemas"]["Element"];
            start: string;
            _start?: components["schemas"]["Element"];
            end: string;
            _end?: components["schemas"]["Element"];
            minutesDuration?: number;
            _minutesDuration?: components["schemas"]["Element"];
            created: string;
            _created?: components["schemas"]["Element"];
            comment?: string;
            _comment?: components["schemas"]["Element"];
            incomingReferral?: components["schemas"]["Reference"][];
            participant: components["schemas"]["PatientParticipant"][];
            requestedPeriod?: components["schemas"]["Period"][];
        };
        /** @description An entry of the registry as it was retrieved, with its status changed. */
        AppointmentToCancelXml: {
            id: components["schemas"]["IdElementXml"];
            meta?: components["schemas"]["MetaXml"];
            implicitRules?: components["schemas"]["UriElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            text?: components["schemas"]["NarrativeXml"];
            extension?: components["schemas"]["NestedExtensionXml"][];
            modifierExtension?: components["schemas"]["NestedExtensionXml"][];
            identifier: components["schemas"]["IdentifierXml"][];
            status: {
                id?: string;
                /** @enum {string} */
                value?: "cancelled" | "entered-in-error";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            serviceCategory?: components["schemas"]["CodeableConceptXml"];
            serviceType?: components["schemas"]["CodeableConceptXml"][];
            specialty?: components["schemas"]["CodeableConceptXml"][];
            appointmentType?: components["schemas"]["CodeableConceptXml"];
            reason?: components["schemas"]["CodeableConceptXml"][];
            indication?: components["schemas"]["ReferenceXml"][];
            priority?: components["schemas"]["UnsignedIntElementXml"];
            start: components["schemas"]["InstantElementXml"];
            end: components["schemas"]["InstantElementXml"];
            minutesDuration?: components["schemas"]["PositiveIntElementXml"];
            created: components["schemas"]["DateTimeElementXml"];
            comment?: components["schemas"]["StringElementXml"];
            incomingReferral?: components["schemas"]["ReferenceXml"][];
            participant: components["schemas"]["PatientParticipantXml"][];
            requestedPeriod?: components["schemas"]["PeriodXml"][];
        };
        /** @description A participant, whoever it is. */
        ParticipantToValidate: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            modifierExtension?: components["schemas"]["NestedExtension"][];
            type?: components["schemas"]["CodeableConcept"][];
            actor?: components["schemas"]["Reference"];
            /** @enum {string} */
            required?: "required" | "optional" | "information-only";
            _required?: components["schemas"]["Element"];
            /** @enum {string} */
            status: "accepted" | "declined" | "tentative" | "needs-action";
            _status?: components["schemas"]["Element"];
        };
        /** @description An Appointment, whatever may be wrong with it. */
        AppointmentToValidate: {
            /** @constant */
            resourceType: "Appointment";
            id?: string;
            meta?: components["schemas"]["Meta"];
            implicitRules?: string;
            _implicitRules?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            text?: components["schemas"]["Narrative"];
            contained?: components["schemas"]["ContainedResource"][];
            extension?: components["schemas"]["NestedExtension"][];
            modifierExtension?: components["schemas"]["NestedExtension"][];
            identifier?: components["schemas"]["Identifier"][];
            /** @enum {string} */
            status: "proposed" | "pending" | "booked" | "arrived" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error";
            _status?: components["schemas"]["Element"];
            serviceCategory?: components["schemas"]["CodeableConcept"];
            serviceType?: components["schemas"]["CodeableConcept"][];
            specialty?: components["schemas"]["CodeableConcept"][];
            appointmentType?: components["schemas"]["CodeableConcept"];
            reason?: components["schemas"]["CodeableConcept"][];
            indication?: components["schemas"]["Reference"][];
            priority?: number;
            _priority?: components["schemas"]["Element"];
            description?: string;
            _description?: components["schemas"]["Element"];
            supportingInformation?: components["schemas"]["Reference"][];
            start?: string;
            _start?: components["schemas"]["Element"];
            end?: string;
            _end?: components["schemas"]["Element"];
            minutesDuration?: number;
            _minutesDuration?: components["schemas"]["Element"];
            slot?: components["schemas"]["Reference"][];
            created?: string;
            _created?: components["schemas"]["Element"];
            comment?: string;
            _comment?: components["schemas"]["Element"];
            incomingReferral?: components["schemas"]["Reference"][];
            participant: components["schemas"]["ParticipantToValidate"][];
            requestedPeriod?: components["schemas"]["Period"][];
        };
        /** @description One parameter; the resource is an AppointmentToValidate. */
        ParameterToValidate: {
            /** @enum {string} */
            name: "resource" | "mode" | "profile";
            /** @enum {string} */
            valueCode?: "create" | "update";
            valueUri?: string;
            resource?: components["schemas"]["ContainedResource"];
        };
        /** @description The parameters of STU3's `$validate`: an Appointment as `resource` and, where they are sent, `mode` and `profile`. */
        ParametersToValidate: {
            /** @constant */
            resourceType: "Parameters";
            parameter: components["schemas"]["ParameterToValidate"][];
        };
        /** @description A participant, whoever it is. */
        ParticipantToValidateXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            modifierExtension?: components["schemas"]["NestedExtensionXml"][];
            type?: components["schemas"]["CodeableConceptXml"][];
            actor?: components["schemas"]["ReferenceXml"];
            required?: {
                id?: string;
                /** @enum {string} */
                value?: "required" | "optional" | "information-only";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            status: {
                id?: string;
                /** @enum {string} */
                value?: "accepted" | "declined" | "tentative" | "needs-action";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
        };
        /** @description An Appointment, whatever may be wrong with it. */
        AppointmentToValidateXml: {
            id?: components["schemas"]["IdElementXml"];
            meta?: components["schemas"]["MetaXml"];
            implicitRules?: components["schemas"]["UriElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            text?: components["schemas"]["NarrativeXml"];
            contained?: components["schemas"]["ContainedResourceXml"][];
            extension?: components["schemas"]["NestedExtensionXml"][];
            modifierExtension?: components["schemas"]["NestedExtensionXml"][];
            identifier?: components["schemas"]["IdentifierXml"][];
            status: {
                id?: string;
                /** @enum {string} */
                value?: "proposed" | "pending" | "booked" | "arrived" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            serviceCategory?: components["schemas"]["CodeableConceptXml"];
            serviceType?: components["schemas"]["CodeableConceptXml"][];
            specialty?: components["schemas"]["CodeableConceptXml"][];
            appointmentType?: components["schemas"]["CodeableConceptXml"];
            reason?: components["schemas"]["CodeableConceptXml"][];
            indication?: components["schemas"]["ReferenceXml"][];
            priority?: components["schemas"]["UnsignedIntElementXml"];
            description?: components["schemas"]["StringElementXml"];
            supportingInformation?: components["schemas"]["ReferenceXml"][];
            start?: components["schemas"]["InstantElementXml"];
            end?: components["schemas"]["InstantElementXml"];
            minutesDuration?: components["schemas"]["PositiveIntElementXml"];
            slot?: components["schemas"]["ReferenceXml"][];
            created?: components["schemas"]["DateTimeElementXml"];
            comment?: components["schemas"]["StringElementXml"];
            incomingReferral?: components["schemas"]["ReferenceXml"][];
            participant: components["schemas"]["ParticipantToValidateXml"][];
            requestedPeriod?: components["schemas"]["PeriodXml"][];
        };
        /** @description One parameter; the resource is an AppointmentToValidate. */
        ParameterToValidateXml: {
            name: {
                id?: string;
                /** @enum {string} */
                value?: "resource" | "mode" | "profile";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            valueCode?: {
                id?: string;
                /** @enum {string} */
                value?: "create" | "update";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            valueUri?: components["schemas"]["UriElementXml"];
            resource?: components["schemas"]["ContainedResourceXml"];
        };
        /** @description The parameters of STU3's `$validate`: an Appointment as `resource` and, where they are sent, `mode` and `profile`. */
        ParametersToValidateXml: {
            parameter: components["schemas"]["ParameterToValidateXml"][];
        };
        ContactDetail: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            name?: string;
            _name?: components["schemas"]["Element"];
            telecom?: components["schemas"]["ContactPoint"][];
        };
        UsageContext: {
            id?: string;
            extension?: components["schemas"]["NestedExtension"][];
            code: components["schemas"]["Coding"];
            valueCodeableConcept?: components["schemas"]["CodeableConcept"];
            valueQuantity?: components["schemas"]["Quantity"];
            valueRange?: components["schemas"]["Range"];
        };
        CapabilityStatementSoftware: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            name: string;
            _name?: components["schemas"]["Element"];
            version?: string;
            _version?: components["schemas"]["Element"];
            releaseDate?: string;
            _releaseDate?: components["schemas"]["Element"];
        };
        CapabilityStatementImplementation: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            description: string;
            _description?: components["schemas"]["Element"];
            url?: string;
            _url?: components["schemas"]["Element"];
        };
        CapabilityStatementRestSecurityCertificate: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            type?: string;
            _type?: components["schemas"]["Element"];
            blob?: string;
            _blob?: components["schemas"]["Element"];
        };
        CapabilityStatementRestSecurity: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            cors?: boolean;
            _cors?: components["schemas"]["Element"];
            service?: components["schemas"]["CodeableConcept"][];
            description?: string;
            _description?: components["schemas"]["Element"];
            certificate?: components["schemas"]["CapabilityStatementRestSecurityCertificate"][];
        };
        CapabilityStatementRestResourceInteraction: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            code: "read" | "vread" | "update" | "patch" | "delete" | "history-instance" | "history-type" | "create" | "search-type";
            _code?: components["schemas"]["Element"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
        };
        CapabilityStatementRestResourceSearchParam: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            name: string;
            _name?: components["schemas"]["Element"];
            definition?: string;
            _definition?: components["schemas"]["Element"];
            /** @enum {string} */
            type: "number" | "date" | "string" | "token" | "reference" | "composite" | "quantity" | "uri";
            _type?: components["schemas"]["Element"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
        };
        CapabilityStatementRestResource: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            type: "Account" | "ActivityDefinition" | "AdverseEvent" | "AllergyIntolerance" | "Appointment" | "AppointmentResponse" | "AuditEvent" | "Basic" | "Binary" | "BodySite" | "Bundle" | "CapabilityStatement" | "CarePlan" | "CareTeam" | "ChargeItem" | "Claim" | "ClaimResponse" | "ClinicalImpression" | "CodeSystem" | "Communication" | "CommunicationRequest" | "CompartmentDefinition" | "Composition" | "ConceptMap" | "Condition" | "Consent" | "Contract" | "Coverage" | "DataElement" | "DetectedIssue" | "Device" | "DeviceComponent" | "DeviceMetric" | "DeviceRequest" | "DeviceUseStatement" | "DiagnosticReport" | "DocumentManifest" | "DocumentReference" | "DomainResource" | "EligibilityRequest" | "EligibilityResponse" | "Encounter" | "Endpoint" | "EnrollmentRequest" | "EnrollmentResponse" | "EpisodeOfCare" | "ExpansionProfile" | "ExplanationOfBenefit" | "FamilyMemberHistory" | "Flag" | "Goal" | "GraphDefinition" | "Group" | "GuidanceResponse" | "HealthcareService" | "ImagingManifest" | "ImagingStudy" | "Immunization" | "ImmunizationRecommendation" | "ImplementationGuide" | "Library" | "Linkage" | "List" | "Location" | "Measure" | "MeasureReport" | "Media" | "Medication" | "MedicationAdministration" | "MedicationDispense" | "MedicationRequest" | "MedicationStatement" | "MessageDefinition" | "MessageHeader" | "NamingSystem" | "NutritionOrder" | "Observation" | "OperationDefinition" | "OperationOutcome" | "Organization" | "Parameters" | "Patient" | "PaymentNotice" | "PaymentReconciliation" | "Person" | "PlanDefinition" | "Practitioner" | "PractitionerRole" | "Procedure" | "ProcedureRequest" | "ProcessRequest" | "ProcessResponse" | "Provenance" | "Questionnaire" | "QuestionnaireResponse" | "ReferralRequest" | "RelatedPerson" | "RequestGroup" | "ResearchStudy" | "ResearchSubject" | "Resource" | "RiskAssessment" | "Schedule" | "SearchParameter" | "Sequence" | "ServiceDefinition" | "Slot" | "Specimen" | "StructureDefinition" | "StructureMap" | "Subscription" | "Substance" | "SupplyDelivery" | "SupplyRequest" | "Task" | "TestReport" | "TestScript" | "ValueSet" | "VisionPrescription";
            _type?: components["schemas"]["Element"];
            profile?: components["schemas"]["Reference"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
            interaction: components["schemas"]["CapabilityStatementRestResourceInteraction"][];
            /** @enum {string} */
            versioning?: "no-version" | "versioned" | "versioned-update";
            _versioning?: components["schemas"]["Element"];
            readHistory?: boolean;
            _readHistory?: components["schemas"]["Element"];
            updateCreate?: boolean;
            _updateCreate?: components["schemas"]["Element"];
            conditionalCreate?: boolean;
            _conditionalCreate?: components["schemas"]["Element"];
            /** @enum {string} */
            conditionalRead?: "not-supported" | "modified-since" | "not-match" | "full-support";
            _conditionalRead?: components["schemas"]["Element"];
            conditionalUpdate?: boolean;
            _conditionalUpdate?: components["schemas"]["Element"];
            /** @enum {string} */
            conditionalDelete?: "not-supported" | "single" | "multiple";
            _conditionalDelete?: components["schemas"]["Element"];
            referencePolicy?: (("literal" | "logical" | "resolves" | "enforced" | "local") | null)[];
            _referencePolicy?: (components["schemas"]["Element"] | null)[];
            searchInclude?: (string | null)[];
            _searchInclude?: (components["schemas"]["Element"] | null)[];
            searchRevInclude?: (string | null)[];
            _searchRevInclude?: (components["schemas"]["Element"] | null)[];
            searchParam?: components["schemas"]["CapabilityStatementRestResourceSearchParam"][];
        };
        CapabilityStatementRestInteraction: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            code: "transaction" | "batch" | "search-system" | "history-system";
            _code?: components["schemas"]["Element"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
        };
        CapabilityStatementRestOperation: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            name: string;
            _name?: components["schemas"]["Element"];
            definition: components["schemas"]["Reference"];
        };
        CapabilityStatementRest: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            mode: "server";
            _mode?: components["schemas"]["Element"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
            security?: components["schemas"]["CapabilityStatementRestSecurity"];
            resource?: components["schemas"]["CapabilityStatementRestResource"][];
            interaction?: components["schemas"]["CapabilityStatementRestInteraction"][];
            searchParam?: components["schemas"]["CapabilityStatementRestResourceSearchParam"][];
            operation?: components["schemas"]["CapabilityStatementRestOperation"][];
            compartment?: (string | null)[];
            _compartment?: (components["schemas"]["Element"] | null)[];
        };
        CapabilityStatementMessagingEndpoint: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            protocol: components["schemas"]["Coding"];
            address: string;
            _address?: components["schemas"]["Element"];
        };
        CapabilityStatementMessagingSupportedMessage: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            mode: "sender" | "receiver";
            _mode?: components["schemas"]["Element"];
            definition: components["schemas"]["Reference"];
        };
        CapabilityStatementMessagingEvent: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            code: components["schemas"]["Coding"];
            /** @enum {string} */
            category?: "Consequence" | "Currency" | "Notification";
            _category?: components["schemas"]["Element"];
            /** @enum {string} */
            mode: "sender" | "receiver";
            _mode?: components["schemas"]["Element"];
            /** @enum {string} */
            focus: "Account" | "ActivityDefinition" | "AdverseEvent" | "AllergyIntolerance" | "Appointment" | "AppointmentResponse" | "AuditEvent" | "Basic" | "Binary" | "BodySite" | "Bundle" | "CapabilityStatement" | "CarePlan" | "CareTeam" | "ChargeItem" | "Claim" | "ClaimResponse" | "ClinicalImpression" | "CodeSystem" | "Communication" | "CommunicationRequest" | "CompartmentDefinition" | "Composition" | "ConceptMap" | "Condition" | "Consent" | "Contract" | "Coverage" | "DataElement" | "DetectedIssue" | "Device" | "DeviceComponent" | "DeviceMetric" | "DeviceRequest" | "DeviceUseStatement" | "DiagnosticReport" | "DocumentManifest" | "DocumentReference" | "DomainResource" | "EligibilityRequest" | "EligibilityResponse" | "Encounter" | "Endpoint" | "EnrollmentRequest" | "EnrollmentResponse" | "EpisodeOfCare" | "ExpansionProfile" | "ExplanationOfBenefit" | "FamilyMemberHistory" | "Flag" | "Goal" | "GraphDefinition" | "Group" | "GuidanceResponse" | "HealthcareService" | "ImagingManifest" | "ImagingStudy" | "Immunization" | "ImmunizationRecommendation" | "ImplementationGuide" | "Library" | "Linkage" | "List" | "Location" | "Measure" | "MeasureReport" | "Media" | "Medication" | "MedicationAdministration" | "MedicationDispense" | "MedicationRequest" | "MedicationStatement" | "MessageDefinition" | "MessageHeader" | "NamingSystem" | "NutritionOrder" | "Observation" | "OperationDefinition" | "OperationOutcome" | "Organization" | "Parameters" | "Patient" | "PaymentNotice" | "PaymentReconciliation" | "Person" | "PlanDefinition" | "Practitioner" | "PractitionerRole" | "Procedure" | "ProcedureRequest" | "ProcessRequest" | "ProcessResponse" | "Provenance" | "Questionnaire" | "QuestionnaireResponse" | "ReferralRequest" | "RelatedPerson" | "RequestGroup" | "ResearchStudy" | "ResearchSubject" | "Resource" | "RiskAssessment" | "Schedule" | "SearchParameter" | "Sequence" | "ServiceDefinition" | "Slot" | "Specimen" | "StructureDefinition" | "StructureMap" | "Subscription" | "Substance" | "SupplyDelivery" | "SupplyRequest" | "Task" | "TestReport" | "TestScript" | "ValueSet" | "VisionPrescription";
            _focus?: components["schemas"]["Element"];
            request: components["schemas"]["Reference"];
            response: components["schemas"]["Reference"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
        };
        CapabilityStatementMessaging: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            endpoint?: components["schemas"]["CapabilityStatementMessagingEndpoint"][];
            reliableCache?: number;
            _reliableCache?: components["schemas"]["Element"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
            supportedMessage?: components["schemas"]["CapabilityStatementMessagingSupportedMessage"][];
            event?: components["schemas"]["CapabilityStatementMessagingEvent"][];
        };
        CapabilityStatementDocument: {
            id?: string;
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            /** @enum {string} */
            mode: "producer" | "consumer";
            _mode?: components["schemas"]["Element"];
            documentation?: string;
            _documentation?: components["schemas"]["Element"];
            profile: components["schemas"]["Reference"];
        };
        CapabilityStatement: {
            /** @constant */
            resourceType: "CapabilityStatement";
            id?: string;
            meta?: components["schemas"]["Meta"];
            implicitRules?: string;
            _implicitRules?: components["schemas"]["Element"];
            language?: string;
            _language?: components["schemas"]["Element"];
            text?: components["schemas"]["Narrative"];
            contained?: components["schemas"]["ContainedResource"][];
            extension?: components["schemas"]["Extension"][];
            modifierExtension?: components["schemas"]["Extension"][];
            url?: string;
            _url?: components["schemas"]["Element"];
            version?: string;
            _version?: components["schemas"]["Element"];
            name?: string;
            _name?: components["schemas"]["Element"];
            title?: string;
            _title?: components["schemas"]["Element"];
            /** @enum {string} */
            status: "draft" | "active" | "retired" | "unknown";
            _status?: components["schemas"]["Element"];
            experimental?: boolean;
            _experimental?: components["schemas"]["Element"];
            date: string;
            _date?: components["schemas"]["Element"];
            publisher?: string;
            _publisher?: components["schemas"]["Element"];
            contact?: components["schemas"]["ContactDetail"][];
            description?: string;
            _description?: components["schemas"]["Element"];
            useContext?: components["schemas"]["UsageContext"][];
            jurisdiction?: components["schemas"]["CodeableConcept"][];
            purpose?: string;
            _purpose?: components["schemas"]["Element"];
            copyright?: string;
            _copyright?: components["schemas"]["Element"];
            /** @enum {string} */
            kind: "instance" | "capability" | "requirements";
            _kind?: components["schemas"]["Element"];
            instantiates?: (string | null)[];
            _instantiates?: (components["schemas"]["Element"] | null)[];
            software?: components["schemas"]["CapabilityStatementSoftware"];
            implementation?: components["schemas"]["CapabilityStatementImplementation"];
            fhirVersion: string;
            _fhirVersion?: components["schemas"]["Element"];
            /** @enum {string} */
            acceptUnknown: "no" | "extensions" | "elements" | "both";
            _acceptUnknown?: components["schemas"]["Element"];
            format: (string | null)[];
            _format?: (components["schemas"]["Element"] | null)[];
            patchFormat?: (string | null)[];
            _patchFormat?: (components["schemas"]["Element"] | null)[];
            implementationGuide?: (string | null)[];
            _implementationGuide?: (components["schemas"]["Element"] | null)[];
            profile?: components["schemas"]["Reference"][];
            rest?: components["schemas"]["CapabilityStatementRest"][];
            messaging?: components["schemas"]["CapabilityStatementMessaging"][];
            document?: components["schemas"]["CapabilityStatementDocument"][];
        };
        ContactDetailXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            name?: components["schemas"]["StringElementXml"];
            telecom?: components["schemas"]["ContactPointXml"][];
        };
        UsageContextXml: {
            id?: string;
            extension?: components["schemas"]["NestedExtensionXml"][];
            code: components["schemas"]["CodingXml"];
            valueCodeableConcept?: components["schemas"]["CodeableConceptXml"];
            valueQuantity?: components["schemas"]["QuantityXml"];
            valueRange?: components["schemas"]["RangeXml"];
        };
        CapabilityStatementSoftwareXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            name: components["schemas"]["StringElementXml"];
            version?: components["schemas"]["StringElementXml"];
            releaseDate?: components["schemas"]["DateTimeElementXml"];
        };
        CapabilityStatementImplementationXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            description: components["schemas"]["StringElementXml"];
            url?: components["schemas"]["UriElementXml"];
        };
        CapabilityStatementRestSecurityCertificateXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            type?: components["schemas"]["CodeElementXml"];
            blob?: components["schemas"]["StringElementXml"];
        };
        CapabilityStatementRestSecurityXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            cors?: components["schemas"]["BooleanElementXml"];
            service?: components["schemas"]["CodeableConceptXml"][];
            description?: components["schemas"]["StringElementXml"];
            certificate?: components["schemas"]["CapabilityStatementRestSecurityCertificateXml"][];
        };
        CapabilityStatementRestResourceInteractionXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            code: {
                id?: string;
                /** @enum {string} */
                value?: "read" | "vread" | "update" | "patch" | "delete" | "history-instance" | "history-type" | "create" | "search-type";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            documentation?: components["schemas"]["StringElementXml"];
        };
        CapabilityStatementRestResourceSearchParamXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            name: components["schemas"]["StringElementXml"];
            definition?: components["schemas"]["UriElementXml"];
            type: {
                id?: string;
                /** @enum {string} */
                value?: "number" | "date" | "string" | "token" | "reference" | "composite" | "quantity" | "uri";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            documentation?: components["schemas"]["StringElementXml"];
        };
        CapabilityStatementRestResourceXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            type: {
                id?: string;
                /** @enum {string} */
                value?: "Account" | "ActivityDefinition" | "AdverseEvent" | "AllergyIntolerance" | "Appointment" | "AppointmentResponse" | "AuditEvent" | "Basic" | "Binary" | "BodySite" | "Bundle" | "CapabilityStatement" | "CarePlan" | "CareTeam" | "ChargeItem" | "Claim" | "ClaimResponse" | "ClinicalImpression" | "CodeSystem" | "Communication" | "CommunicationRequest" | "CompartmentDefinition" | "Composition" | "ConceptMap" | "Condition" | "Consent" | "Contract" | "Coverage" | "DataElement" | "DetectedIssue" | "Device" | "DeviceComponent" | "DeviceMetric" | "DeviceRequest" | "DeviceUseStatement" | "DiagnosticReport" | "DocumentManifest" | "DocumentReference" | "DomainResource" | "EligibilityRequest" | "EligibilityResponse" | "Encounter" | "Endpoint" | "EnrollmentRequest" | "EnrollmentResponse" | "EpisodeOfCare" | "ExpansionProfile" | "ExplanationOfBenefit" | "FamilyMemberHistory" | "Flag" | "Goal" | "GraphDefinition" | "Group" | "GuidanceResponse" | "HealthcareService" | "ImagingManifest" | "ImagingStudy" | "Immunization" | "ImmunizationRecommendation" | "ImplementationGuide" | "Library" | "Linkage" | "List" | "Location" | "Measure" | "MeasureReport" | "Media" | "Medication" | "MedicationAdministration" | "MedicationDispense" | "MedicationRequest" | "MedicationStatement" | "MessageDefinition" | "MessageHeader" | "NamingSystem" | "NutritionOrder" | "Observation" | "OperationDefinition" | "OperationOutcome" | "Organization" | "Parameters" | "Patient" | "PaymentNotice" | "PaymentReconciliation" | "Person" | "PlanDefinition" | "Practitioner" | "PractitionerRole" | "Procedure" | "ProcedureRequest" | "ProcessRequest" | "ProcessResponse" | "Provenance" | "Questionnaire" | "QuestionnaireResponse" | "ReferralRequest" | "RelatedPerson" | "RequestGroup" | "ResearchStudy" | "ResearchSubject" | "Resource" | "RiskAssessment" | "Schedule" | "SearchParameter" | "Sequence" | "ServiceDefinition" | "Slot" | "Specimen" | "StructureDefinition" | "StructureMap" | "Subscription" | "Substance" | "SupplyDelivery" | "SupplyRequest" | "Task" | "TestReport" | "TestScript" | "ValueSet" | "VisionPrescription";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            profile?: components["schemas"]["ReferenceXml"];
            documentation?: components["schemas"]["StringElementXml"];
            interaction: components["schemas"]["CapabilityStatementRestResourceInteractionXml"][];
            versioning?: {
                id?: string;
                /** @enum {string} */
                value?: "no-version" | "versioned" | "versioned-update";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            readHistory?: components["schemas"]["BooleanElementXml"];
            updateCreate?: components["schemas"]["BooleanElementXml"];
            conditionalCreate?: components["schemas"]["BooleanElementXml"];
            conditionalRead?: {
                id?: string;
                /** @enum {string} */
                value?: "not-supported" | "modified-since" | "not-match" | "full-support";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            conditionalUpdate?: components["schemas"]["BooleanElementXml"];
            conditionalDelete?: {
                id?: string;
                /** @enum {string} */
                value?: "not-supported" | "single" | "multiple";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            referencePolicy?: {
                id?: string;
                /** @enum {string} */
                value?: "literal" | "logical" | "resolves" | "enforced" | "local";
                extension?: components["schemas"]["NestedExtensionXml"][];
            }[];
            searchInclude?: components["schemas"]["StringElementXml"][];
            searchRevInclude?: components["schemas"]["StringElementXml"][];
            searchParam?: components["schemas"]["CapabilityStatementRestResourceSearchParamXml"][];
        };
        CapabilityStatementRestInteractionXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            code: {
                id?: string;
                /** @enum {string} */
                value?: "transaction" | "batch" | "search-system" | "history-system";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            documentation?: components["schemas"]["StringElementXml"];
        };
        CapabilityStatementRestOperationXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            name: components["schemas"]["StringElementXml"];
            definition: components["schemas"]["ReferenceXml"];
        };
        CapabilityStatementRestXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            mode: {
                id?: string;
                /** @enum {string} */
                value?: "server";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            documentation?: components["schemas"]["StringElementXml"];
            security?: components["schemas"]["CapabilityStatementRestSecurityXml"];
            resource?: components["schemas"]["CapabilityStatementRestResourceXml"][];
            interaction?: components["schemas"]["CapabilityStatementRestInteractionXml"][];
            searchParam?: components["schemas"]["CapabilityStatementRestResourceSearchParamXml"][];
            operation?: components["schemas"]["CapabilityStatementRestOperationXml"][];
            compartment?: components["schemas"]["UriElementXml"][];
        };
        CapabilityStatementMessagingEndpointXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            protocol: components["schemas"]["CodingXml"];
            address: components["schemas"]["UriElementXml"];
        };
        CapabilityStatementMessagingSupportedMessageXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            mode: {
                id?: string;
                /** @enum {string} */
                value?: "sender" | "receiver";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            definition: components["schemas"]["ReferenceXml"];
        };
        CapabilityStatementMessagingEventXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            code: components["schemas"]["CodingXml"];
            category?: {
                id?: string;
                /** @enum {string} */
                value?: "Consequence" | "Currency" | "Notification";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            mode: {
                id?: string;
                /** @enum {string} */
                value?: "sender" | "receiver";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            focus: {
                id?: string;
                /** @enum {string} */
                value?: "Account" | "ActivityDefinition" | "AdverseEvent" | "AllergyIntolerance" | "Appointment" | "AppointmentResponse" | "AuditEvent" | "Basic" | "Binary" | "BodySite" | "Bundle" | "CapabilityStatement" | "CarePlan" | "CareTeam" | "ChargeItem" | "Claim" | "ClaimResponse" | "ClinicalImpression" | "CodeSystem" | "Communication" | "CommunicationRequest" | "CompartmentDefinition" | "Composition" | "ConceptMap" | "Condition" | "Consent" | "Contract" | "Coverage" | "DataElement" | "DetectedIssue" | "Device" | "DeviceComponent" | "DeviceMetric" | "DeviceRequest" | "DeviceUseStatement" | "DiagnosticReport" | "DocumentManifest" | "DocumentReference" | "DomainResource" | "EligibilityRequest" | "EligibilityResponse" | "Encounter" | "Endpoint" | "EnrollmentRequest" | "EnrollmentResponse" | "EpisodeOfCare" | "ExpansionProfile" | "ExplanationOfBenefit" | "FamilyMemberHistory" | "Flag" | "Goal" | "GraphDefinition" | "Group" | "GuidanceResponse" | "HealthcareService" | "ImagingManifest" | "ImagingStudy" | "Immunization" | "ImmunizationRecommendation" | "ImplementationGuide" | "Library" | "Linkage" | "List" | "Location" | "Measure" | "MeasureReport" | "Media" | "Medication" | "MedicationAdministration" | "MedicationDispense" | "MedicationRequest" | "MedicationStatement" | "MessageDefinition" | "MessageHeader" | "NamingSystem" | "NutritionOrder" | "Observation" | "OperationDefinition" | "OperationOutcome" | "Organization" | "Parameters" | "Patient" | "PaymentNotice" | "PaymentReconciliation" | "Person" | "PlanDefinition" | "Practitioner" | "PractitionerRole" | "Procedure" | "ProcedureRequest" | "ProcessRequest" | "ProcessResponse" | "Provenance" | "Questionnaire" | "QuestionnaireResponse" | "ReferralRequest" | "RelatedPerson" | "RequestGroup" | "ResearchStudy" | "ResearchSubject" | "Resource" | "RiskAssessment" | "Schedule" | "SearchParameter" | "Sequence" | "ServiceDefinition" | "Slot" | "Specimen" | "StructureDefinition" | "StructureMap" | "Subscription" | "Substance" | "SupplyDelivery" | "SupplyRequest" | "Task" | "TestReport" | "TestScript" | "ValueSet" | "VisionPrescription";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            request: components["schemas"]["ReferenceXml"];
            response: components["schemas"]["ReferenceXml"];
            documentation?: components["schemas"]["StringElementXml"];
        };
        CapabilityStatementMessagingXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            endpoint?: components["schemas"]["CapabilityStatementMessagingEndpointXml"][];
            reliableCache?: components["schemas"]["UnsignedIntElementXml"];
            documentation?: components["schemas"]["StringElementXml"];
            supportedMessage?: components["schemas"]["CapabilityStatementMessagingSupportedMessageXml"][];
            event?: components["schemas"]["CapabilityStatementMessagingEventXml"][];
        };
        CapabilityStatementDocumentXml: {
            id?: string;
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            mode: {
                id?: string;
                /** @enum {string} */
                value?: "producer" | "consumer";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            documentation?: components["schemas"]["StringElementXml"];
            profile: components["schemas"]["ReferenceXml"];
        };
        CapabilityStatementXml: {
            id?: components["schemas"]["IdElementXml"];
            meta?: components["schemas"]["MetaXml"];
            implicitRules?: components["schemas"]["UriElementXml"];
            language?: components["schemas"]["CodeElementXml"];
            text?: components["schemas"]["NarrativeXml"];
            contained?: components["schemas"]["ContainedResourceXml"][];
            extension?: components["schemas"]["ExtensionXml"][];
            modifierExtension?: components["schemas"]["ExtensionXml"][];
            url?: components["schemas"]["UriElementXml"];
            version?: components["schemas"]["StringElementXml"];
            name?: components["schemas"]["StringElementXml"];
            title?: components["schemas"]["StringElementXml"];
            status: {
                id?: string;
                /** @enum {string} */
                value?: "draft" | "active" | "retired" | "unknown";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            experimental?: components["schemas"]["BooleanElementXml"];
            date: components["schemas"]["DateTimeElementXml"];
            publisher?: components["schemas"]["StringElementXml"];
            contact?: components["schemas"]["ContactDetailXml"][];
            description?: components["schemas"]["StringElementXml"];
            useContext?: components["schemas"]["UsageContextXml"][];
            jurisdiction?: components["schemas"]["CodeableConceptXml"][];
            purpose?: components["schemas"]["StringElementXml"];
            copyright?: components["schemas"]["StringElementXml"];
            kind: {
                id?: string;
                /** @enum {string} */
                value?: "instance" | "capability" | "requirements";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            instantiates?: components["schemas"]["UriElementXml"][];
            software?: components["schemas"]["CapabilityStatementSoftwareXml"];
            implementation?: components["schemas"]["CapabilityStatementImplementationXml"];
            fhirVersion: components["schemas"]["IdElementXml"];
            acceptUnknown: {
                id?: string;
                /** @enum {string} */
                value?: "no" | "extensions" | "elements" | "both";
                extension?: components["schemas"]["NestedExtensionXml"][];
            };
            format: components["schemas"]["CodeElementXml"][];
            patchFormat?: components["schemas"]["CodeElementXml"][];
            implementationGuide?: components["schemas"]["UriElementXml"][];
            profile?: components["schemas"]["ReferenceXml"][];
            rest?: components["schemas"]["CapabilityStatementRestXml"][];
            messaging?: components["schemas"]["CapabilityStatementMessagingXml"][];
            document?: components["schemas"]["CapabilityStatementDocumentXml"][];
        };
    };
    responses: {
        /** @description The Appointments of the patient that do not lie in the past. */
        "search-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Bundle"];
                "application/fhir+xml": components["schemas"]["BundleXml"];
            };
        };
        /** @description The search cannot be understood: a parameter is missing, unknown or malformed, or the NHS number is not valid. The same request fails again. */
        "search-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "search-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "search-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "search-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "search-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "search-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "search-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description An Appointment with this identifier is already registered. The body has it; nothing was written. With `Prefer: return=minimal` the body is empty and has no Content-Type. */
        "register-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["AppointmentXml"] | components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment is registered. With `Prefer: return=minimal` the body is empty and has no Content-Type. */
        "register-201": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["AppointmentXml"] | components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The request cannot be read: a malformed body, header field or parameter. The same request fails again. */
        "register-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "register-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "register-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body did not arrive in time; the connection is closed. The same request may be sent again. */
        "register-408": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description Several Appointments match If-None-Exist; nothing was written. The same request fails again. */
        "register-412": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is larger than the limit of the registry; the connection is closed. The same request fails again. */
        "register-413": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is neither FHIR JSON nor FHIR XML in UTF-8, or it has a Content-Encoding. The same request fails again. */
        "register-415": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment violates STU3, its profile or a rule of the registry. Each fault is one issue. The same request fails again. */
        "register-422": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "register-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "register-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "register-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry cannot store anything at present, or is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "register-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointments of the patient that do not lie in the past. */
        "search-by-form-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Bundle"];
                "application/fhir+xml": components["schemas"]["BundleXml"];
            };
        };
        /** @description The search cannot be understood: a parameter is missing, unknown or malformed, or the NHS number is not valid. The same request fails again. */
        "search-by-form-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "search-by-form-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has a format of Accept, or is JSON. The same request fails again. */
        "search-by-form-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body did not arrive in time; the connection is closed. The same request may be sent again. */
        "search-by-form-408": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is larger than the limit of the registry; the connection is closed. The same request fails again. */
        "search-by-form-413": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is not a form in UTF-8, or it has a Content-Encoding. The same request fails again. */
        "search-by-form-415": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "search-by-form-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "search-by-form-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "search-by-form-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "search-by-form-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment. */
        "read-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"];
                "application/fhir+xml": components["schemas"]["AppointmentXml"];
            };
        };
        /** @description The version is still the same. */
        "read-304": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request cannot be read: a parameter is unknown, malformed or given twice. The same request fails again. */
        "read-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "read-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no such Appointment. The same request fails again. */
        "read-404": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "read-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "read-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "read-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "read-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "read-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment is cancelled: the updated Appointment, in its new version. With `Prefer: return=minimal` the body is empty and has no Content-Type. */
        "cancel-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["AppointmentXml"] | components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The request cannot be read: a malformed body, header field or parameter, or a body without an id or with an id that is not that of the URL. The same request fails again. */
        "cancel-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "cancel-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no such Appointment. The same request fails again. */
        "cancel-404": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "cancel-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body did not arrive in time; the connection is closed. The same request may be sent again. */
        "cancel-408": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description Another version is current. The OperationOutcome names it and the elements that have changed since the version of the request, without values. The same request fails again. */
        "cancel-409": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["CurrentVersion"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The update names no version: there is no If-Match, or it is `*`. The same request fails again. */
        "cancel-412": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is larger than the limit of the registry; the connection is closed. The same request fails again. */
        "cancel-413": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is neither FHIR JSON nor FHIR XML in UTF-8, or it has a Content-Encoding. The same request fails again. */
        "cancel-415": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment is not booked, violates STU3 or its profile, or differs from the registered one in more than its status. Each fault is one issue. The same request fails again. */
        "cancel-422": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "cancel-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "cancel-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "cancel-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry cannot store anything at present, or is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "cancel-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The versions of the Appointment, newest first. */
        "history-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Bundle"];
                "application/fhir+xml": components["schemas"]["BundleXml"];
            };
        };
        /** @description The request cannot be read: a parameter is unknown, malformed or given twice. The same request fails again. */
        "history-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "history-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no such Appointment. The same request fails again. */
        "history-404": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "history-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "history-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "history-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "history-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "history-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment as it was in this version. */
        "vread-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"];
                "application/fhir+xml": components["schemas"]["AppointmentXml"];
            };
        };
        /** @description The caller has this version; it never changes. */
        "vread-304": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request cannot be read: a parameter is unknown, malformed or given twice. The same request fails again. */
        "vread-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "vread-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no such Appointment, or no such version of it. The same request fails again. */
        "vread-404": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "vread-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "vread-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "vread-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "vread-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "vread-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment is cancelled: the updated Appointment, in its new version. With `Prefer: return=minimal` the body is empty and has no Content-Type. */
        "cancel-at-version-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["AppointmentXml"] | components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The request cannot be read: a malformed body, header field or parameter, or a body without an id or with an id that is not that of the URL. The same request fails again. */
        "cancel-at-version-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "cancel-at-version-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no such Appointment. The same request fails again. */
        "cancel-at-version-404": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "cancel-at-version-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body did not arrive in time; the connection is closed. The same request may be sent again. */
        "cancel-at-version-408": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The version in the URL or in If-Match is not current. The OperationOutcome names the current version and the elements that have changed since the version of the request, without values. The same request fails again. */
        "cancel-at-version-409": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["CurrentVersion"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no If-Match, or it is `*`: the version in the URL does not take its place. The same request fails again. */
        "cancel-at-version-412": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is larger than the limit of the registry; the connection is closed. The same request fails again. */
        "cancel-at-version-413": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is neither FHIR JSON nor FHIR XML in UTF-8, or it has a Content-Encoding. The same request fails again. */
        "cancel-at-version-415": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The Appointment is not booked, violates STU3 or its profile, or differs from the registered one in more than its status. Each fault is one issue. The same request fails again. */
        "cancel-at-version-422": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "cancel-at-version-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "cancel-at-version-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "cancel-at-version-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry cannot store anything at present, or is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "cancel-at-version-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The result that the request would have, as an OperationOutcome; nothing was written. */
        "validate-register-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The request cannot be read: a malformed body or parameter, or a mode or profile that this URL does not support. The same request fails again. */
        "validate-register-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "validate-register-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "validate-register-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body did not arrive in time; the connection is closed. The same request may be sent again. */
        "validate-register-408": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is larger than the limit of the registry; the connection is closed. The same request fails again. */
        "validate-register-413": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is neither FHIR JSON nor FHIR XML in UTF-8, or it has a Content-Encoding. The same request fails again. */
        "validate-register-415": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "validate-register-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "validate-register-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its audit trail or the keys of the token issuer. The same request may be sent again. */
        "validate-register-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "validate-register-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The result that the request would have, as an OperationOutcome; nothing was written. */
        "validate-cancel-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The request cannot be read: a malformed body or parameter, or a mode or profile that this URL does not support. The same request fails again. */
        "validate-cancel-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no valid access token, it does not grant the interaction, or the client certificate is not admitted. The same request fails again. */
        "validate-cancel-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description There is no such Appointment. The same request fails again. */
        "validate-cancel-404": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "validate-cancel-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body did not arrive in time; the connection is closed. The same request may be sent again. */
        "validate-cancel-408": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is larger than the limit of the registry; the connection is closed. The same request fails again. */
        "validate-cancel-413": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The body is neither FHIR JSON nor FHIR XML in UTF-8, or it has a Content-Encoding. The same request fails again. */
        "validate-cancel-415": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client has exceeded its rate limit; Retry-After is the time to wait. The same request may be sent again. */
        "validate-cancel-429": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "validate-cancel-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its store, its audit trail or the keys of the token issuer. The same request may be sent again. */
        "validate-cancel-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "validate-cancel-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description What this registry can do. */
        "capabilities-200": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["StatementTag"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["CapabilityStatement"];
                "application/fhir+xml": components["schemas"]["CapabilityStatementXml"];
            };
        };
        /** @description The capability statement has not changed. */
        "capabilities-304": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["StatementTag"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request cannot be read: a parameter is unknown, malformed or given twice. The same request fails again. */
        "capabilities-400": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The client certificate is from an authority that the registry trusts, but is not admitted or has expired. The same request fails again. */
        "capabilities-403": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description No acceptable representation is available. The OperationOutcome has the format of the request's Content-Type, or is JSON. The same request fails again. */
        "capabilities-406": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The header fields of the request are larger than 16 KiB in total; the connection is closed. If Accept was not read, the OperationOutcome is JSON. The X-Request-ID may be generated by the registry. The same request fails again. */
        "capabilities-431": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry failed, or cannot reach its audit trail. The same request may be sent again. */
        "capabilities-500": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
        /** @description The registry is overloaded. Nothing was done; Retry-After is the time to wait. The same request may be sent again. */
        "capabilities-503": {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": components["schemas"]["OperationOutcomeXml"];
            };
        };
    };
    parameters: {
        /**
         * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
         * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
         */
        "X-Request-ID": string;
        /**
         * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
         * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
         */
        "X-Correlation-ID": string;
        /**
         * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
         * @example 09a01679-2564-0fb4-5129-aecc81ea2706
         */
        "Ssp-TraceID": string;
        /**
         * @description The ASID of the calling system; recorded in log and audit trail.
         * @example 200000000359
         */
        "Ssp-From": string;
        /**
         * @description The ASID of the called system; recorded in log and audit trail.
         * @example 918999198993
         */
        "Ssp-To": string;
        /**
         * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
         * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
         */
        "Ssp-InteractionID": string;
        /**
         * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
         * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
         */
        traceparent: string;
        /**
         * @description Format of the response; overrides Accept.
         * @example json
         */
        _format: "json" | "xml" | "application/fhir+json" | "application/fhir+xml" | "application/json" | "application/xml" | "text/json" | "text/xml" | "application/json+fhir" | "application/xml+fhir";
        /**
         * @description Indent the response.
         * @example true
         */
        _pretty: "true" | "false";
        /** @description An identifier of the Appointment: `[system]|[value]`, `|[value]` (no system) or `[value]` (any system). Escape a comma, a bar, a dollar sign and a backslash with a backslash (STU3 search.html). Required if no parameter names a patient. */
        appointmentIdentifier: string;
        /** @description Ignored, because there is no paging; but 0 requests `total` without entries. */
        search_count: number;
        /**
         * @description The patient, `https://fhir.nhs.uk/Id/nhs-number|[NHS number]`, or `https://demographics.spineservices.nhs.uk|[NHS number]`, also with a `/`. The NHS pages and STU3 have other spellings of the parameter, with the same meaning: `patient`, `patient:identifier`, `patient:Patient.identifier`, and the same with `actor` or `Appointment.participant.actor` instead of `patient`. A search must use only one of them.
         * @example https://fhir.nhs.uk/Id/nhs-number|1234554321
         */
        patientIdentifier: string;
        /** @description Register only if there is no Appointment with this identifier: `identifier=urn:ietf:rfc:3986|https://...`, with FHIR's escapes. One match is answered 200, several are answered 412. Appointments entered in error do not match. Cancelled ones do: check the status in the response, which has the existing Appointment if the token may read. */
        "If-None-Exist": string;
        /**
         * @description The body of a successful response: the Appointment (`return=representation`), an OperationOutcome (`return=OperationOutcome`), or an empty body without a Content-Type (`return=minimal`). If it is absent or has another value, the body is the Appointment.
         * @example return=representation
         */
        Prefer: string;
        /**
         * @description Logical id of the Appointment in the registry.
         * @example b7e99463-00a1-45fc-98aa-02301c103aba
         */
        id: string;
        /** @description An ETag, as in `W/"1"`. If the version still has it, the answer is 304. */
        "If-None-Match": string;
        /** @description An HTTP date. If the version is not newer, the answer is 304. */
        "If-Modified-Since": string;
        /**
         * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; one member of a list must be current. `*` names no version and counts as missing (412).
         * @example W/"1"
         */
        "If-Match": string;
        /**
         * @description Maximum number of versions.
         * @example 10
         */
        _count: number;
        /**
         * @description Only versions made at or after this instant.
         * @example 2019-02-01T10:51:23Z
         */
        _since: string;
        /**
         * @description Version id of the Appointment.
         * @example 1
         */
        vid: string;
        /** @description The mode of STU3's `$validate`. It must match the URL, `create` without an id and `update` with one. */
        mode: "create" | "update";
        /**
         * @description The profile to validate against; there is one.
         * @example https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1
         */
        profile: "https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1";
        /**
         * @description The `If-Match` of the update. If it is missing, malformed or not current, the response (200) reports this as an error of the update.
         * @example W/"1"
         */
        OptionalIfMatch: string;
        /** @description An ETag. If the statement still has it, the answer is 304. */
        StatementIfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The id of the request that the caller sent, or one that the registry generated.
         * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
         */
        "X-Request-ID": string;
        /**
         * @description As the caller sent it; absent if the caller sent none, or one that cannot be returned.
         * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
         */
        "X-Correlation-ID": string;
        /**
         * @description Always `no-store`: responses contain patient data.
         * @example no-store
         */
        "Cache-Control": "no-store";
        /**
         * @description Whole seconds to wait before the next request.
         * @example 1
         */
        "Retry-After": string;
        /**
         * @description Absolute URL of the new version, `[base]/Appointment/[id]/_history/[vid]`.
         * @example https://localhost:8443/STU3/Appointment/b7e99463-00a1-45fc-98aa-02301c103aba/_history/1
         */
        Location: string;
        /**
         * @description The version, as a weak entity tag. Send it back unchanged in If-Match.
         * @example W/"1"
         */
        ETag: string;
        /**
         * @description When the version was created.
         * @example Mon, 23 Nov 2026 09:30:00 GMT
         */
        "Last-Modified": string;
        /**
         * @description `identity`, if the body was rejected for its Content-Encoding.
         * @example identity
         */
        "Accept-Encoding": "identity";
        /**
         * @description The current version, as a weak entity tag.
         * @example W/"2"
         */
        CurrentVersion: string;
        /**
         * @description The content of this statement, as a weak entity tag: it changes with the registry's software and configuration.
         * @example W/"sV3Yq0mJx1c7u2kQpD9aLg"
         */
        StatementTag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    search: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
                /** @description An identifier of the Appointment: `[system]|[value]`, `|[value]` (no system) or `[value]` (any system). Escape a comma, a bar, a dollar sign and a backslash with a backslash (STU3 search.html). Required if no parameter names a patient. */
                identifier?: components["parameters"]["appointmentIdentifier"];
                /** @description Ignored, because there is no paging; but 0 requests `total` without entries. */
                _count?: components["parameters"]["search_count"];
                /**
                 * @description The patient, `https://fhir.nhs.uk/Id/nhs-number|[NHS number]`, or `https://demographics.spineservices.nhs.uk|[NHS number]`, also with a `/`. The NHS pages and STU3 have other spellings of the parameter, with the same meaning: `patient`, `patient:identifier`, `patient:Patient.identifier`, and the same with `actor` or `Appointment.participant.actor` instead of `patient`. A search must use only one of them.
                 * @example https://fhir.nhs.uk/Id/nhs-number|1234554321
                 */
                "patient.identifier"?: components["parameters"]["patientIdentifier"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["search-200"];
            400: components["responses"]["search-400"];
            403: components["responses"]["search-403"];
            406: components["responses"]["search-406"];
            429: components["responses"]["search-429"];
            431: components["responses"]["search-431"];
            500: components["responses"]["search-500"];
            503: components["responses"]["search-503"];
        };
    };
    register: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
                /** @description Register only if there is no Appointment with this identifier: `identifier=urn:ietf:rfc:3986|https://...`, with FHIR's escapes. One match is answered 200, several are answered 412. Appointments entered in error do not match. Cancelled ones do: check the status in the response, which has the existing Appointment if the token may read. */
                "If-None-Exist"?: components["parameters"]["If-None-Exist"];
                /**
                 * @description The body of a successful response: the Appointment (`return=representation`), an OperationOutcome (`return=OperationOutcome`), or an empty body without a Content-Type (`return=minimal`). If it is absent or has another value, the body is the Appointment.
                 * @example return=representation
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The Appointment to register. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToRegister"];
                "application/fhir+xml": components["schemas"]["AppointmentToRegisterXml"];
            };
        };
        responses: {
            200: components["responses"]["register-200"];
            201: components["responses"]["register-201"];
            400: components["responses"]["register-400"];
            403: components["responses"]["register-403"];
            406: components["responses"]["register-406"];
            408: components["responses"]["register-408"];
            412: components["responses"]["register-412"];
            413: components["responses"]["register-413"];
            415: components["responses"]["register-415"];
            422: components["responses"]["register-422"];
            429: components["responses"]["register-429"];
            431: components["responses"]["register-431"];
            500: components["responses"]["register-500"];
            503: components["responses"]["register-503"];
        };
    };
    searchByForm: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The search parameters as a form. */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description The patient, as in the URL, with any spelling of the parameter; a search must use only one of them. */
                    "patient.identifier"?: string;
                    /** @description As in the URL. */
                    identifier?: string;
                    /** @description As in the URL. */
                    _count?: number;
                    /** @description As in the URL. */
                    _format?: string;
                    /** @description As in the URL. */
                    _pretty?: string;
                } & {
                    [key: string]: string;
                };
            };
        };
        responses: {
            200: components["responses"]["search-by-form-200"];
            400: components["responses"]["search-by-form-400"];
            403: components["responses"]["search-by-form-403"];
            406: components["responses"]["search-by-form-406"];
            408: components["responses"]["search-by-form-408"];
            413: components["responses"]["search-by-form-413"];
            415: components["responses"]["search-by-form-415"];
            429: components["responses"]["search-by-form-429"];
            431: components["responses"]["search-by-form-431"];
            500: components["responses"]["search-by-form-500"];
            503: components["responses"]["search-by-form-503"];
        };
    };
    read: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
                /** @description An ETag, as in `W/"1"`. If the version still has it, the answer is 304. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description An HTTP date. If the version is not newer, the answer is 304. */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["read-200"];
            304: components["responses"]["read-304"];
            400: components["responses"]["read-400"];
            403: components["responses"]["read-403"];
            404: components["responses"]["read-404"];
            406: components["responses"]["read-406"];
            429: components["responses"]["read-429"];
            431: components["responses"]["read-431"];
            500: components["responses"]["read-500"];
            503: components["responses"]["read-503"];
        };
    };
    cancel: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
                /**
                 * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; one member of a list must be current. `*` names no version and counts as missing (412).
                 * @example W/"1"
                 */
                "If-Match": components["parameters"]["If-Match"];
                /**
                 * @description The body of a successful response: the Appointment (`return=representation`), an OperationOutcome (`return=OperationOutcome`), or an empty body without a Content-Type (`return=minimal`). If it is absent or has another value, the body is the Appointment.
                 * @example return=representation
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description The retrieved Appointment with its status changed. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToCancel"];
                "application/fhir+xml": components["schemas"]["AppointmentToCancelXml"];
            };
        };
        responses: {
            200: components["responses"]["cancel-200"];
            400: components["responses"]["cancel-400"];
            403: components["responses"]["cancel-403"];
            404: components["responses"]["cancel-404"];
            406: components["responses"]["cancel-406"];
            408: components["responses"]["cancel-408"];
            409: components["responses"]["cancel-409"];
            412: components["responses"]["cancel-412"];
            413: components["responses"]["cancel-413"];
            415: components["responses"]["cancel-415"];
            422: components["responses"]["cancel-422"];
            429: components["responses"]["cancel-429"];
            431: components["responses"]["cancel-431"];
            500: components["responses"]["cancel-500"];
            503: components["responses"]["cancel-503"];
        };
    };
    history: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
                /**
                 * @description Maximum number of versions.
                 * @example 10
                 */
                _count?: components["parameters"]["_count"];
                /**
                 * @description Only versions made at or after this instant.
                 * @example 2019-02-01T10:51:23Z
                 */
                _since?: components["parameters"]["_since"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["history-200"];
            400: components["responses"]["history-400"];
            403: components["responses"]["history-403"];
            404: components["responses"]["history-404"];
            406: components["responses"]["history-406"];
            429: components["responses"]["history-429"];
            431: components["responses"]["history-431"];
            500: components["responses"]["history-500"];
            503: components["responses"]["history-503"];
        };
    };
    readVersion: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
                /** @description An ETag, as in `W/"1"`. If the version still has it, the answer is 304. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description An HTTP date. If the version is not newer, the answer is 304. */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
                /**
                 * @description Version id of the Appointment.
                 * @example 1
                 */
                vid: components["parameters"]["vid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["vread-200"];
            304: components["responses"]["vread-304"];
            400: components["responses"]["vread-400"];
            403: components["responses"]["vread-403"];
            404: components["responses"]["vread-404"];
            406: components["responses"]["vread-406"];
            429: components["responses"]["vread-429"];
            431: components["responses"]["vread-431"];
            500: components["responses"]["vread-500"];
            503: components["responses"]["vread-503"];
        };
    };
    cancelAtVersion: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
                /**
                 * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; one member of a list must be current. `*` names no version and counts as missing (412).
                 * @example W/"1"
                 */
                "If-Match": components["parameters"]["If-Match"];
                /**
                 * @description The body of a successful response: the Appointment (`return=representation`), an OperationOutcome (`return=OperationOutcome`), or an empty body without a Content-Type (`return=minimal`). If it is absent or has another value, the body is the Appointment.
                 * @example return=representation
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
                /**
                 * @description Version id of the Appointment.
                 * @example 1
                 */
                vid: components["parameters"]["vid"];
            };
            cookie?: never;
        };
        /** @description The retrieved Appointment with its status changed. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToCancel"];
                "application/fhir+xml": components["schemas"]["AppointmentToCancelXml"];
            };
        };
        responses: {
            200: components["responses"]["cancel-at-version-200"];
            400: components["responses"]["cancel-at-version-400"];
            403: components["responses"]["cancel-at-version-403"];
            404: components["responses"]["cancel-at-version-404"];
            406: components["responses"]["cancel-at-version-406"];
            408: components["responses"]["cancel-at-version-408"];
            409: components["responses"]["cancel-at-version-409"];
            412: components["responses"]["cancel-at-version-412"];
            413: components["responses"]["cancel-at-version-413"];
            415: components["responses"]["cancel-at-version-415"];
            422: components["responses"]["cancel-at-version-422"];
            429: components["responses"]["cancel-at-version-429"];
            431: components["responses"]["cancel-at-version-431"];
            500: components["responses"]["cancel-at-version-500"];
            503: components["responses"]["cancel-at-version-503"];
        };
    };
    validateRegister: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
                /** @description The mode of STU3's `$validate`. It must match the URL, `create` without an id and `update` with one. */
                mode?: components["parameters"]["mode"];
                /**
                 * @description The profile to validate against; there is one.
                 * @example https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1
                 */
                profile?: components["parameters"]["profile"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The Appointment that would be registered, or Parameters with it as `resource`. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToValidate"] | components["schemas"]["ParametersToValidate"];
                "application/fhir+xml": components["schemas"]["AppointmentToValidateXml"] | components["schemas"]["ParametersToValidateXml"];
            };
        };
        responses: {
            200: components["responses"]["validate-register-200"];
            400: components["responses"]["validate-register-400"];
            403: components["responses"]["validate-register-403"];
            406: components["responses"]["validate-register-406"];
            408: components["responses"]["validate-register-408"];
            413: components["responses"]["validate-register-413"];
            415: components["responses"]["validate-register-415"];
            429: components["responses"]["validate-register-429"];
            431: components["responses"]["validate-register-431"];
            500: components["responses"]["validate-register-500"];
            503: components["responses"]["validate-register-503"];
        };
    };
    validateCancel: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
                /** @description The mode of STU3's `$validate`. It must match the URL, `create` without an id and `update` with one. */
                mode?: components["parameters"]["mode"];
                /**
                 * @description The profile to validate against; there is one.
                 * @example https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1
                 */
                profile?: components["parameters"]["profile"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
                /**
                 * @description The `If-Match` of the update. If it is missing, malformed or not current, the response (200) reports this as an error of the update.
                 * @example W/"1"
                 */
                "If-Match"?: components["parameters"]["OptionalIfMatch"];
            };
            path: {
                /**
                 * @description Logical id of the Appointment in the registry.
                 * @example b7e99463-00a1-45fc-98aa-02301c103aba
                 */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description The Appointment as it would be sent, or Parameters with it as `resource`. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToValidate"] | components["schemas"]["ParametersToValidate"];
                "application/fhir+xml": components["schemas"]["AppointmentToValidateXml"] | components["schemas"]["ParametersToValidateXml"];
            };
        };
        responses: {
            200: components["responses"]["validate-cancel-200"];
            400: components["responses"]["validate-cancel-400"];
            403: components["responses"]["validate-cancel-403"];
            404: components["responses"]["validate-cancel-404"];
            406: components["responses"]["validate-cancel-406"];
            408: components["responses"]["validate-cancel-408"];
            413: components["responses"]["validate-cancel-413"];
            415: components["responses"]["validate-cancel-415"];
            429: components["responses"]["validate-cancel-429"];
            431: components["responses"]["validate-cancel-431"];
            500: components["responses"]["validate-cancel-500"];
            503: components["responses"]["validate-cancel-503"];
        };
    };
    capabilities: {
        parameters: {
            query?: {
                /**
                 * @description Format of the response; overrides Accept.
                 * @example json
                 */
                _format?: components["parameters"]["_format"];
                /**
                 * @description Indent the response.
                 * @example true
                 */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description An id for the request; it is returned, and recorded in the registry's log and audit trail. An id that is not 1 to 128 visible ASCII characters is replaced by one that the registry generates.
                 * @example 3f0c9d52-7a64-4c1e-9b1f-6d2f6a0c8e11
                 */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /**
                 * @description An id for related requests of the caller; it is returned, and recorded in log and audit trail. An id that is not 1 to 128 visible ASCII characters is ignored.
                 * @example 9a1d7c34-5e2b-4f0a-8c6d-1b2a3c4d5e6f
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
                /**
                 * @description The trace id of the Spine Secure Proxy, a UUID; recorded in log and audit trail.
                 * @example 09a01679-2564-0fb4-5129-aecc81ea2706
                 */
                "Ssp-TraceID"?: components["parameters"]["Ssp-TraceID"];
                /**
                 * @description The ASID of the calling system; recorded in log and audit trail.
                 * @example 200000000359
                 */
                "Ssp-From"?: components["parameters"]["Ssp-From"];
                /**
                 * @description The ASID of the called system; recorded in log and audit trail.
                 * @example 918999198993
                 */
                "Ssp-To"?: components["parameters"]["Ssp-To"];
                /**
                 * @description The interaction id for the Spine Secure Proxy; recorded in log and audit trail. It does not select the interaction (method and URL do) or grant it (the token does).
                 * @example urn:nhs:names:services:careconnect:fhir:rest:update:appointment
                 */
                "Ssp-InteractionID"?: components["parameters"]["Ssp-InteractionID"];
                /**
                 * @description The caller's place in a trace (W3C Trace Context); recorded in log and audit trail.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
                /** @description An ETag. If the statement still has it, the answer is 304. */
                "If-None-Match"?: components["parameters"]["StatementIfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["capabilities-200"];
            304: components["responses"]["capabilities-304"];
            400: components["responses"]["capabilities-400"];
            403: components["responses"]["capabilities-403"];
            406: components["responses"]["capabilities-406"];
            431: components["responses"]["capabilities-431"];
            500: components["responses"]["capabilities-500"];
            503: components["responses"]["capabilities-503"];
        };
    };
}

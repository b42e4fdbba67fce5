// Generated from openapi/ by tools/codegen (npm run generate). Do not edit.
export interface paths {
    "/Appointment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find the appointments of a patient
         * @description By NHS number; appointments whose `end` lies in the past are not shown. No paging.
         */
        get: operations["search"];
        put?: never;
        /**
         * Register a booked appointment
         * @description The entry must be `booked`, with `start`, `end`, `created`, exactly one `identifier` (system `urn:ietf:rfc:3986`, an absolute
         *     http or https URL) and exactly one participant, the patient by NHS number. It must not have `contained`,
         *     `supportingInformation`, `description` or `slot`. An `id` in the body is ignored.
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
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the appointments of a patient, by form
         * @description As the search by URL, with the parameters in the body, so that no NHS number stands in a URL.
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
            query?: never;
            header?: never;
            path: {
                /** @description Logical id of the Appointment in the registry. */
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
         * @description The body is the Appointment as retrieved from the registry with `status` set to `cancelled` (or `entered-in-error`) and
         *     nothing else changed; `meta.versionId` and `meta.lastUpdated` are the registry's and are ignored. Only a booked Appointment
         *     can be cancelled. `If-Match` is mandatory: of two writers of one version one wins and the other is told (409).
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
            query?: never;
            header?: never;
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Retrieve the versions of an appointment
         * @description Newest first, each with the request that made it.
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
            query?: never;
            header?: never;
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
                /** @description Version id of the Appointment. */
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
         * @description The body is the Appointment as retrieved from the registry with `status` set to `cancelled` (or `entered-in-error`) and
         *     nothing else changed; `meta.versionId` and `meta.lastUpdated` are the registry's and are ignored. Only a booked Appointment
         *     can be cancelled. `If-Match` is mandatory: of two writers of one version one wins and the other is told (409).
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
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what a registration would be answered
         * @description STU3 `$validate`, mode `create`. Nothing is written.
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
            query?: never;
            header?: never;
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what a cancel would be answered
         * @description STU3 `$validate`, mode `update`: token, version, profile, rules and differences are judged as by the PUT. Nothing is written.
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
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this registry can do
         * @description The CapabilityStatement. The client certificate is enough; no token is asked for.
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
        /** @description An Extension, told less fully than those of a resource: the types contain each other without end. */
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
            assigner?: components["schemas"]["Reference"];
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
            resource?: components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
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
            mode: "client" | "server";
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
    };
    responses: {
        /** @description The Appointments of the patient that do not lie in the past. */
        Searchset: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Bundle"];
                "application/fhir+xml": string;
            };
        };
        /** @description The request cannot be read: a malformed body, header field or parameter, or an id that is not that of the URL. */
        BadRequest: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description There is no valid access token, or it does not grant the interaction. */
        Forbidden: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description No acceptable representation can be given; said in the format of the request's Content-Type, or in JSON. */
        NotAcceptable: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The client sends more requests than it may. */
        TooManyRequests: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The registry failed, or cannot reach its store. The request may be sent again. */
        ServerError: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description An Appointment with this identifier was registered before; this is it. Nothing was written. */
        AlreadyRegistered: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The Appointment is registered. */
        Registered: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The body did not arrive in time. The request may be sent again. */
        RequestTimeout: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description An update without a usable If-Match, or a conditional create that several Appointments match. */
        PreconditionFailed: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The body is larger than the registry accepts. */
        ContentTooLarge: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The body is neither FHIR JSON nor FHIR XML in UTF-8. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The Appointment breaks STU3, its profile or a rule of the registry, or differs in more than its status. Each fault is one issue. */
        UnprocessableEntity: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The Appointment. */
        Appointment: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"];
                "application/fhir+xml": string;
            };
        };
        /** @description The version is still the same. */
        NotModified: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description There is no such Appointment, or no such version. */
        NotFound: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The Appointment is cancelled: the updated Appointment, in its new version. */
        Cancelled: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Appointment"] | components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description Another version is current. The OperationOutcome tells which and what has changed since the version the request is for, without values. */
        Conflict: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["CurrentVersion"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description The versions of the Appointment, newest first. */
        History: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["Bundle"];
                "application/fhir+xml": string;
            };
        };
        /** @description What the registry would answer, as OperationOutcome; nothing was written. */
        Judgement: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["OperationOutcome"];
                "application/fhir+xml": string;
            };
        };
        /** @description What this registry can do. */
        CapabilityStatement: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "Cache-Control": components["headers"]["Cache-Control"];
                ETag: components["headers"]["CurrentVersion"];
                [name: string]: unknown;
            };
            content: {
                "application/fhir+json": components["schemas"]["CapabilityStatement"];
                "application/fhir+xml": string;
            };
        };
    };
    parameters: {
        /**
         * @description The patient, `https://fhir.nhs.uk/Id/nhs-number|[NHS number]`. The other spellings of the parameter mean the same; one of them is required.
         * @example https://fhir.nhs.uk/Id/nhs-number|1234554321
         */
        patientIdentifier: string;
        /** @description Another spelling of `patient.identifier`. */
        patientIdentifierModifier: string;
        /** @description Another spelling of `patient.identifier`. */
        participantIdentifier: string;
        /** @description Another spelling of `patient.identifier`. */
        participantPatientIdentifier: string;
        /** @description The patient by reference, `https://demographics.spineservices.nhs.uk|[NHS number]`, or with a `/`. */
        participantActor: string;
        /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
        "X-Request-ID": string;
        /** @description Format of the answer; overrides Accept. */
        _format: "json" | "xml" | "application/fhir+json" | "application/fhir+xml" | "application/json" | "application/xml" | "text/json" | "text/xml" | "application/json+fhir" | "application/xml+fhir";
        /** @description Lay the answer out for people. */
        _pretty: "true" | "false";
        /** @description Register only if there is no Appointment with this identifier: `identifier=urn:ietf:rfc:3986|https://...`. One match is answered with 200 and the existing Appointment, several with 412. */
        "If-None-Exist": string;
        /** @description What a successful answer carries: nothing, the Appointment, or an OperationOutcome. The Appointment where it is left out or names something else. */
        Prefer: "return=minimal" | "return=representation" | "return=OperationOutcome";
        /** @description Logical id of the Appointment in the registry. */
        id: string;
        /** @description Answer 304 if this is still the version. */
        "If-None-Match": string;
        /** @description Answer 304 if the version is not newer. */
        "If-Modified-Since": string;
        /**
         * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; of a list one member must be current. `*` names no version and counts as missing (412).
         * @example W/"1"
         */
        "If-Match": string;
        /** @description At most so many versions. */
        _count: number;
        /** @description Only versions made at or after this instant. */
        _since: string;
        /** @description Version id of the Appointment. */
        vid: string;
        /**
         * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; of a list one member must be current. `*` names no version and counts as missing (412).
         * @example W/"1"
         */
        OptionalIfMatch: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id of the request as the caller sent it, or the one the registry gave it. */
        "X-Request-ID": string;
        /** @description Always `no-store`: answers carry patient data. */
        "Cache-Control": "no-store";
        /** @description Seconds to wait before the next request. */
        "Retry-After": string;
        /** @description Absolute URL of the version that was made, `[base]/Appointment/[id]/_history/[vid]`. */
        Location: string;
        /** @description The version, as weak entity tag. Send it back in If-Match, as it is. */
        ETag: string;
        /** @description When the version was made. */
        "Last-Modified": string;
        /** @description The version that is current now, as weak entity tag, where the registry could tell. */
        CurrentVersion: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    search: {
        parameters: {
            query?: {
                /**
                 * @description The patient, `https://fhir.nhs.uk/Id/nhs-number|[NHS number]`. The other spellings of the parameter mean the same; one of them is required.
                 * @example https://fhir.nhs.uk/Id/nhs-number|1234554321
                 */
                "patient.identifier"?: components["parameters"]["patientIdentifier"];
                /** @description Another spelling of `patient.identifier`. */
                "patient:identifier"?: components["parameters"]["patientIdentifierModifier"];
                /** @description Another spelling of `patient.identifier`. */
                "Appointment.participant.actor.identifier"?: components["parameters"]["participantIdentifier"];
                /** @description Another spelling of `patient.identifier`. */
                "Appointment.participant.actor:Patient.identifier"?: components["parameters"]["participantPatientIdentifier"];
                /** @description The patient by reference, `https://demographics.spineservices.nhs.uk|[NHS number]`, or with a `/`. */
                "Appointment.participant.actor"?: components["parameters"]["participantActor"];
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Searchset"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    register: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description Register only if there is no Appointment with this identifier: `identifier=urn:ietf:rfc:3986|https://...`. One match is answered with 200 and the existing Appointment, several with 412. */
                "If-None-Exist"?: components["parameters"]["If-None-Exist"];
                /** @description What a successful answer carries: nothing, the Appointment, or an OperationOutcome. The Appointment where it is left out or names something else. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The Appointment to register. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToRegister"];
                "application/fhir+xml": string;
            };
        };
        responses: {
            200: components["responses"]["AlreadyRegistered"];
            201: components["responses"]["Registered"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    searchByForm: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The search parameters as form. */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description The patient, `https://fhir.nhs.uk/Id/nhs-number|[NHS number]`. */
                    "patient.identifier"?: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Searchset"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    read: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description Answer 304 if this is still the version. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description Answer 304 if the version is not newer. */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Appointment"];
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    cancel: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header: {
                /**
                 * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; of a list one member must be current. `*` names no version and counts as missing (412).
                 * @example W/"1"
                 */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What a successful answer carries: nothing, the Appointment, or an OperationOutcome. The Appointment where it is left out or names something else. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description The retrieved Appointment with its status changed. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToCancel"];
                "application/fhir+xml": string;
            };
        };
        responses: {
            200: components["responses"]["Cancelled"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    history: {
        parameters: {
            query?: {
                /** @description At most so many versions. */
                _count?: components["parameters"]["_count"];
                /** @description Only versions made at or after this instant. */
                _since?: components["parameters"]["_since"];
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["History"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    readVersion: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description Answer 304 if this is still the version. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description Answer 304 if the version is not newer. */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
                /** @description Version id of the Appointment. */
                vid: components["parameters"]["vid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Appointment"];
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    cancelAtVersion: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header: {
                /**
                 * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; of a list one member must be current. `*` names no version and counts as missing (412).
                 * @example W/"1"
                 */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What a successful answer carries: nothing, the Appointment, or an OperationOutcome. The Appointment where it is left out or names something else. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
                /** @description Version id of the Appointment. */
                vid: components["parameters"]["vid"];
            };
            cookie?: never;
        };
        /** @description The retrieved Appointment with its status changed. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToCancel"];
                "application/fhir+xml": string;
            };
        };
        responses: {
            200: components["responses"]["Cancelled"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    validateRegister: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The Appointment that would be registered. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToRegister"];
                "application/fhir+xml": string;
            };
        };
        responses: {
            200: components["responses"]["Judgement"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    validateCancel: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /**
                 * @description The ETag of the version that was retrieved. `W/"1"`, `"1"` and `1` are the same; of a list one member must be current. `*` names no version and counts as missing (412).
                 * @example W/"1"
                 */
                "If-Match"?: components["parameters"]["OptionalIfMatch"];
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path: {
                /** @description Logical id of the Appointment in the registry. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description The Appointment as it would be sent. */
        requestBody: {
            content: {
                "application/fhir+json": components["schemas"]["AppointmentToCancel"];
                "application/fhir+xml": string;
            };
        };
        responses: {
            200: components["responses"]["Judgement"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    capabilities: {
        parameters: {
            query?: {
                /** @description Format of the answer; overrides Accept. */
                _format?: components["parameters"]["_format"];
                /** @description Lay the answer out for people. */
                _pretty?: components["parameters"]["_pretty"];
            };
            header?: {
                /** @description An id for the request; mirrored, and found in the registry's log and audit trail. One that is not 1 to 64 of `A-Z a-z 0-9 . _ : -` is replaced by an id that the registry makes. */
                "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CapabilityStatement"];
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            500: components["responses"]["ServerError"];
        };
    };
}

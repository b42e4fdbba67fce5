/** The two formats of FHIR that are read and written: `application/fhir+json` and `application/fhir+xml`. */
export type Format = "json" | "xml";

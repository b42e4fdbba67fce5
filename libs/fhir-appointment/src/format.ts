/** The two FHIR formats that the library reads and writes: `application/fhir+json` and `application/fhir+xml`. */
export type Format = "json" | "xml";

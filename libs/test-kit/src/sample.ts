export interface SampleOptions {
  readonly id?: string;
  readonly status?: string;
  readonly identifier?: string;
  readonly end?: string;
}

/** Returns the sample of "Cancel a registered appointment", as published: `end` is before `start`. */
export function sampleXml({
  id = "b7e99463-00a1-45fc-98aa-02301c103aba",
  status = "booked",
  identifier = "http://test.nhs.uk/test3",
  end = "2019-01-17T15:10:00.000Z",
}: SampleOptions = {}): string {
  return `<Appointment xmlns="http://hl7.org/fhir">
	<id value="${id}"/>
	<meta>
		<versionId value="1"/>
		<profile value="https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"/>
	</meta>
	<identifier>
		<system value="urn:ietf:rfc:3986"/>
		<value value="${identifier}"/>
	</identifier>
	<status value="${status}"/>
	<start value="2019-02-01T10:51:23.620+00:00"/>
	<end value="${end}"/>
	<created value="2019-01-17T14:00:00.000Z"/>
	<participant>
		<actor>
			<identifier>
				<use value="official"/>
				<system value="https://fhir.nhs.uk/Id/nhs-number"/>
				<value value="1234554321"/>
			</identifier>
		</actor>
		<status value="accepted"/>
	</participant>
</Appointment>
`;
}

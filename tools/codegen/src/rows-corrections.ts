import type { Row } from "./row.js";

type Change = Partial<Row> | { remove: true };

/** Choice elements of which one member is required. The declarations cannot express this. */
const REQUIRED_CHOICES = `
UsageContext.value
Signature.who
ClaimDiagnosis.diagnosis
ClaimProcedure.procedure
ClinicalImpressionFinding.item
CodeSystemConceptProperty.value
CommunicationPayload.content
CommunicationRequestPayload.content
CompositionRelatesTo.target
ContractFriendly.content
ContractLegal.content
ContractRule.content
ElementDefinitionExample.value
DeviceRequest.code
DocumentManifestContent.p
ExplanationOfBenefitDiagnosis.diagnosis
ExplanationOfBenefitProcedure.procedure
GroupCharacteristic.value
ImplementationGuidePackageResource.source
MedicationIngredient.item
MedicationPackageContent.item
MedicationAdministration.medication
MedicationAdministration.effective
MedicationDispense.medication
MedicationRequest.medication
MedicationStatement.medication
OperationDefinitionParameterBinding.valueSet
ProvenanceAgent.who
ProvenanceEntity.what
QuestionnaireItemOption.value
StructureMapGroupRuleTargetParameter.value
SubstanceIngredient.substance
TaskInput.value
TaskOutput.value`;

/** Codes with a required binding that the declarations leave as `code`: element, then value set. */
const CODED = `
ActivityDefinition.kind ResourceType
TimingRepeat.when EventTiming
AuditEvent.action AuditEventAction
AuditEvent.outcome AuditEventOutcome
AuditEventAgentNetwork.type AuditEventAgentNetworkType
CapabilityStatementRestResource.type ResourceType
CapabilityStatementMessagingEvent.focus ResourceType
CodeSystemFilter.operator FilterOperator
CodeSystemProperty.type PropertyType
CommunicationRequest.priority RequestPriority
CompartmentDefinition.code CompartmentType
CompartmentDefinitionResource.code ResourceType
Composition.confidentiality ConfidentialityClassification
DeviceRequest.priority RequestPriority
GraphDefinition.start ResourceType
GraphDefinitionLinkTarget.type ResourceType
GraphDefinitionLinkTargetCompartment.code CompartmentType
ImplementationGuideGlobal.type ResourceType
ImplementationGuidePage.type ResourceType
MessageDefinitionFocus.code ResourceType
OperationDefinition.resource ResourceType
OperationDefinitionParameter.type FHIRAllTypes
OperationOutcomeIssue.code IssueType
Questionnaire.subjectType ResourceType
ReferralRequest.priority RequestPriority
SearchParameter.base ResourceType
SearchParameter.target ResourceType
TestScriptSetupActionOperation.resource FHIRDefinedType
TestScriptSetupActionAssert.resource FHIRDefinedType`;

const element = (line: string, change: (rest: string[]) => Change): [string, Change] => {
  const [place = "", ...rest] = line.trim().split(" ");
  return [place, change(rest)];
};
const lines = (text: string): string[] => text.trim().split("\n");

/** Differences between @types/fhir 3.0.2 and the STU3 definitions. libs/fhir-appointment/src/model/definitions.test.ts finds them. */
export const CORRECTIONS: {
  /** Changes by `Type.element`. */
  elements: Record<string, Change>;
  codes: Record<string, string>;
  dropped: string[];
} = {
  elements: {
    ...Object.fromEntries(lines(REQUIRED_CHOICES).map((line) => element(line, () => ({ card: "!" })))),
    ...Object.fromEntries(lines(CODED).map((line) => element(line, ([codes]) => ({ types: ["code"], codes })))),
    // XHTML is not a string: it has its own namespace and grammar.
    "Narrative.div": { types: ["xhtml"] },
    // The declarations use one value set for both elements, but the sets are disjoint.
    "CapabilityStatementRestResourceInteraction.code": { codes: "TypeRestfulInteraction" },
    // The binding is an example binding.
    "Sequence.type": { codes: undefined },
  },
  codes: {
    // The declarations contain a spelling error.
    DeviceUseStatementStatus: "active completed entered-in-error intended stopped on-hold",
    EncounterStatus: "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown",
    StructureMapTransform:
      "create copy truncate escape cast append translate reference dateOp uuid pointer evaluate cc c qty id cp",
    SystemRestfulInteraction: "transaction batch search-system history-system",
    TypeRestfulInteraction: "read vread update patch delete history-instance history-type create search-type",
    AuditEventAction: "C R U D E",
    AuditEventAgentNetworkType: "1 2 3 4 5",
    AuditEventOutcome: "0 4 8 12",
    CompartmentType: "Patient Encounter RelatedPerson Practitioner Device",
    ConfidentialityClassification: "U L M N R V",
    EventTiming: "MORN AFT EVE NIGHT PHS HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV",
    FilterOperator: "= is-a descendent-of is-not-a regex in not-in generalizes exists",
    IssueType:
      "invalid structure required value invariant security login unknown expired forbidden suppressed processing not-supported duplicate not-found too-long code-invalid extension too-costly business-rule conflict incomplete transient lock-error no-store exception timeout throttled informational",
    PropertyType: "code Coding string integer boolean dateTime",
    RequestPriority: "routine urgent asap stat",
  },
  // No element uses this type.
  dropped: ["SimpleQuantity"],
};

/** The names of data types in FHIRAllTypes and FHIRDefinedType. The other codes of these value sets are the resource types. */
export const DATA_TYPE_CODES =
  "Address Age Annotation Attachment BackboneElement CodeableConcept Coding ContactDetail ContactPoint Contributor Count DataRequirement Distance Dosage Duration Element ElementDefinition Extension HumanName Identifier Meta Money Narrative ParameterDefinition Period Quantity Range Ratio Reference RelatedArtifact SampledData Signature SimpleQuantity Timing TriggerDefinition UsageContext base64Binary boolean code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri uuid xhtml";
/** Codes of FHIRAllTypes that are neither separate data types nor resource types with content. */
export const ABSTRACT_TYPE_CODES = "Type Any";

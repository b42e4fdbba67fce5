// Generated from @types/fhir 3.0.2 by tools/codegen (npm run generate). Do not edit: corrections go to tools/codegen/src/rows-corrections.ts.

/** By type: its base, then its own elements in the order of the definition, as `name`, cardinality (`?` 0..1, `!` 1..1, `*` 0..*, `+` 1..*), types and `=`value set. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
  Period: "Element start?dateTime end?dateTime",
  Address:
    "Element use?code=AdressUse type?code=AdressType text?string line*string city?string district?string state?string postalCode?string country?string period?Period",
  Quantity: "Element value?decimal comparator?code=QuantityComparator unit?string system?uri code?code",
  Age: "Quantity",
  Coding: "Element system?uri version?string code?code display?string userSelected?boolean",
  CodeableConcept: "Element coding*Coding text?string",
  Identifier:
    "Element use?code=IdentifierUse type?CodeableConcept system?uri value?string period?Period assigner?Reference",
  Reference: "Element reference?string identifier?Identifier display?string",
  Annotation: "Element author?Reference,string time?dateTime text!string",
  Attachment:
    "Element contentType?code language?code data?base64Binary url?uri size?unsignedInt hash?base64Binary title?string creation?dateTime",
  ContactPoint:
    "Element system?code=ContactPointSystem value?string use?code=ContactPointUse rank?positiveInt period?Period",
  Count: "Quantity",
  Distance: "Quantity",
  Duration: "Quantity",
  HumanName:
    "Element use?code=NameUse text?string family?string given*string prefix*string suffix*string period?Period",
  Money: "Quantity",
  Range: "Element low?Quantity high?Quantity",
  Ratio: "Element numerator?Quantity denominator?Quantity",
  SampledData:
    "Element origin!Quantity period!decimal factor?decimal lowerLimit?decimal upperLimit?decimal dimensions!positiveInt data!string",
  Signature:
    "Element type+Coding when!instant who!uri,Reference onBehalfOf?uri,Reference contentType?code blob?base64Binary",
  TimingRepeat:
    "Element bounds?Duration,Range,Period count?integer countMax?integer duration?decimal durationMax?decimal durationUnit?code=UnitsOfTime frequency?integer frequencyMax?integer period?decimal periodMax?decimal periodUnit?code=UnitsOfTime dayOfWeek*code=DaysOfWeek timeOfDay*time when*code=EventTiming offset?unsignedInt",
  Timing: "Element event*dateTime repeat?TimingRepeat code?CodeableConcept",
  Extension:
    "Element url!uri value?base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta",
  Element: " id?string extension*Extension",
  Meta: "Element versionId?id lastUpdated?instant profile*uri security*Coding tag*Coding",
  Resource: " id?id meta?Meta implicitRules?uri language?code",
  Narrative: "Element status!code=NarrativeStatus div!xhtml",
  DomainResource: "Resource text?Narrative contained*Resource extension*Extension modifierExtension*Extension",
  BackboneElement: "Element modifierExtension*Extension",
  AccountCoverage: "BackboneElement coverage!Reference priority?positiveInt",
  AccountGuarantor: "BackboneElement party!Reference onHold?boolean period?Period",
  Account:
    "DomainResource identifier*Identifier status?code=AccountStatus type?CodeableConcept name?string subject?Reference period?Period active?Period balance?Money coverage*AccountCoverage owner?Reference description?string guarantor*AccountGuarantor",
  UsageContext: "Element code!Coding value!CodeableConcept,Quantity,Range",
  ContactDetail: "Element name?string telecom*ContactPoint",
  Contributor: "Element type!code=ContributorType name!string contact*ContactDetail",
  RelatedArtifact:
    "Element type!code=RelatedArtifactType display?string citation?string url?uri document?Attachment resource?Reference",
  ActivityDefinitionParticipant: "BackboneElement type!code=ActionParticipantType role?CodeableConcept",
  Dosage:
    "Element sequence?integer text?string additionalInstruction*CodeableConcept patientInstruction?string timing?Timing asNeeded?boolean,CodeableConcept site?CodeableConcept route?CodeableConcept method?CodeableConcept dose?Range,Quantity maxDosePerPeriod?Ratio maxDosePerAdministration?Quantity maxDosePerLifetime?Quantity rate?Ratio,Range,Quantity",
  ActivityDefinitionDynamicValue: "BackboneElement description?string path?string language?string expression?string",
  ActivityDefinition:
    "DomainResource url?uri identifier*Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string description?markdown purpose?markdown usage?string approvalDate?date lastReviewDate?date effectivePeriod?Period useContext*UsageContext jurisdiction*CodeableConcept topic*CodeableConcept contributor*Contributor contact*ContactDetail copyright?markdown relatedArtifact*RelatedArtifact library*Reference kind?code=ResourceType code?CodeableConcept timing?Timing,dateTime,Period,Range location?Reference participant*ActivityDefinitionParticipant product?Reference,CodeableConcept quantity?Quantity dosage*Dosage bodySite*CodeableConcept transform?Reference dynamicValue*ActivityDefinitionDynamicValue",
  AdverseEventSuspectEntity:
    "BackboneElement instance!Reference causality?code=AdverseEventCausality causalityAssessment?CodeableConcept causalityProductRelatedness?string causalityMethod?CodeableConcept causalityAuthor?Reference causalityResult?CodeableConcept",
  AdverseEvent:
    "DomainResource identifier?Identifier category?code=AdverseEventCategory type?CodeableConcept subject?Reference date?dateTime reaction*Reference location?Reference seriousness?CodeableConcept outcome?CodeableConcept recorder?Reference eventParticipant?Reference description?string suspectEntity*AdverseEventSuspectEntity subjectMedicalHistory*Reference referenceDocument*Reference study*Reference",
  AllergyIntoleranceReaction:
    "BackboneElement substance?CodeableConcept manifestation+CodeableConcept description?string onset?dateTime severity?code=AllergyIntoleranceSeverity exposureRoute?CodeableConcept note*Annotation",
  AllergyIntolerance:
    "DomainResource identifier*Identifier clinicalStatus?code=AllergyIntoleranceClinicalStatus verificationStatus!code=AllergyIntoleranceVerificationStatus type?code=AllergyIntoleranceType category*code=AllergyIntoleranceCategory criticality?code=AllergyIntoleranceCriticality code?CodeableConcept patient!Reference onset?dateTime,Age,Period,Range,string assertedDate?dateTime recorder?Reference asserter?Reference lastOccurrence?dateTime note*Annotation reaction*AllergyIntoleranceReaction",
  AppointmentParticipant:
    "BackboneElement type*CodeableConcept actor?Reference required?code=ParticipantRequired status!code=ParticipationStatus",
  Appointment:
    "DomainResource identifier*Identifier status!code=AppointmentStatus serviceCategory?CodeableConcept serviceType*CodeableConcept specialty*CodeableConcept appointmentType?CodeableConcept reason*CodeableConcept indication*Reference priority?unsignedInt description?string supportingInformation*Reference start?instant end?instant minutesDuration?positiveInt slot*Reference created?dateTime comment?string incomingReferral*Reference participant+AppointmentParticipant requestedPeriod*Period",
  AppointmentResponse:
    "DomainResource identifier*Identifier appointment!Reference start?instant end?instant participantType*CodeableConcept actor?Reference participantStatus!code=ParticipationStatus comment?string",
  AuditEventAgent:
    "BackboneElement role*CodeableConcept reference?Reference userId?Identifier altId?string name?string requestor!boolean location?Reference policy*uri media?Coding network?AuditEventAgentNetwork purposeOfUse*CodeableConcept",
  AuditEventAgentNetwork: "BackboneElement address?string type?code=AuditEventAgentNetworkType",
  AuditEventSource: "BackboneElement site?string identifier!Identifier type*Coding",
  AuditEventEntity:
    "BackboneElement identifier?Identifier reference?Reference type?Coding role?Coding lifecycle?Coding securityLabel*Coding name?string description?string query?base64Binary detail*AuditEventEntityDetail",
  AuditEventEntityDetail: "BackboneElement type!string value!base64Binary",
  AuditEvent:
    "DomainResource type!Coding subtype*Coding action?code=AuditEventAction recorded!instant outcome?code=AuditEventOutcome outcomeDesc?string purposeOfEvent*CodeableConcept agent+AuditEventAgent source!AuditEventSource entity*AuditEventEntity",
  Basic: "DomainResource identifier*Identifier code!CodeableConcept subject?Reference created?date author?Reference",
  Binary: "Resource contentType!code securityContext?Reference content!base64Binary",
  BodySite:
    "DomainResource identifier*Identifier active?boolean code?CodeableConcept qualifier*CodeableConcept description?string image*Attachment patient!Reference",
  BundleLink: "BackboneElement relation!string url!uri",
  BundleEntry:
    "BackboneElement link*BundleLink fullUrl?uri resource?Resource search?BundleEntrySearch request?BundleEntryRequest response?BundleEntryResponse",
  BundleEntrySearch: "BackboneElement mode?code=SearchEntryMode score?decimal",
  BundleEntryRequest:
    "BackboneElement method!code=HTTPVerb url!uri ifNoneMatch?string ifModifiedSince?instant ifMatch?string ifNoneExist?string",
  BundleEntryResponse: "BackboneElement status!string location?uri etag?string lastModified?instant outcome?Resource",
  Bundle:
    "Resource identifier?Identifier type!code=BundleType total?unsignedInt link*BundleLink entry*BundleEntry signature?Signature",
  CapabilityStatementSoftware: "BackboneElement name!string version?string releaseDate?dateTime",
  CapabilityStatementImplementation: "BackboneElement description!string url?uri",
  CapabilityStatementRest:
    "BackboneElement mode!code=RestfulCapabilityMode documentation?string security?CapabilityStatementRestSecurity resource*CapabilityStatementRestResource interaction*CapabilityStatementRestInteraction searchParam*CapabilityStatementRestResourceSearchParam operation*CapabilityStatementRestOperation compartment*uri",
  CapabilityStatementRestSecurity:
    "BackboneElement cors?boolean service*CodeableConcept description?string certificate*CapabilityStatementRestSecurityCertificate",
  CapabilityStatementRestSecurityCertificate: "BackboneElement type?code blob?base64Binary",
  CapabilityStatementRestResource:
    "BackboneElement type!code=ResourceType profile?Reference documentation?markdown interaction+CapabilityStatementRestResourceInteraction versioning?code=ResourceVersionPolicy readHistory?boolean updateCreate?boolean conditionalCreate?boolean conditionalRead?code=ConditionalReadStatus conditionalUpdate?boolean conditionalDelete?code=ConditionalDeleteStatus referencePolicy*code=ReferenceHandlingPolicy searchInclude*string searchRevInclude*string searchParam*CapabilityStatementRestResourceSearchParam",
  CapabilityStatementRestResourceInteraction: "BackboneElement code!code=TypeRestfulInteraction documentation?string",
  CapabilityStatementRestResourceSearchParam:
    "BackboneElement name!string definition?uri type!code=SearchParamType documentation?string",
  CapabilityStatementRestInteraction: "BackboneElement code!code=SystemRestfulInteraction documentation?string",
  CapabilityStatementRestOperation: "BackboneElement name!string definition!Reference",
  CapabilityStatementMessaging:
    "BackboneElement endpoint*CapabilityStatementMessagingEndpoint reliableCache?unsignedInt documentation?string supportedMessage*CapabilityStatementMessagingSupportedMessage event*CapabilityStatementMessagingEvent",
  CapabilityStatementMessagingEndpoint: "BackboneElement protocol!Coding address!uri",
  CapabilityStatementMessagingSupportedMessage: "BackboneElement mode!code=EventCapabilityMode definition!Reference",
  CapabilityStatementMessagingEvent:
    "BackboneElement code!Coding category?code=MessageEvent mode!code=EventCapabilityMode focus!code=ResourceType request!Reference response!Reference documentation?string",
  CapabilityStatementDocument: "BackboneElement mode!code=DocumentMode documentation?string profile!Reference",
  CapabilityStatement:
    "DomainResource url?uri version?string name?string title?string status!code=PublicationStatus experimental?boolean date!dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown copyright?markdown kind!code=CapabilityStatementKind instantiates*uri software?CapabilityStatementSoftware implementation?CapabilityStatementImplementation fhirVersion!id acceptUnknown!code=UnknownContentCode format+code patchFormat*code implementationGuide*uri profile*Reference rest*CapabilityStatementRest messaging*CapabilityStatementMessaging document*CapabilityStatementDocument",
  CarePlanActivity:
    "BackboneElement outcomeCodeableConcept*CodeableConcept outcomeReference*Reference progress*Annotation reference?Reference detail?CarePlanActivityDetail",
  CarePlanActivityDetail:
    "BackboneElement category?CodeableConcept definition?Reference code?CodeableConcept reasonCode*CodeableConcept reasonReference*Reference goal*Reference status!code=CarePlanActivityStatus statusReason?string prohibited?boolean scheduled?Timing,Period,string location?Reference performer*Reference product?CodeableConcept,Reference dailyAmount?Quantity quantity?Quantity description?string",
  CarePlan:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference replaces*Reference partOf*Reference status!code=CarePlanStatus intent!code=CarePlanIntent category*CodeableConcept title?string description?string subject!Reference context?Reference period?Period author*Reference careTeam*Reference addresses*Reference supportingInfo*Reference goal*Reference activity*CarePlanActivity note*Annotation",
  CareTeamParticipant: "BackboneElement role?CodeableConcept member?Reference onBehalfOf?Reference period?Period",
  CareTeam:
    "DomainResource identifier*Identifier status?code=CareTeamStatus category*CodeableConcept name?string subject?Reference context?Reference period?Period participant*CareTeamParticipant reasonCode*CodeableConcept reasonReference*Reference managingOrganization*Reference note*Annotation",
  ChargeItemParticipant: "BackboneElement role?CodeableConcept actor!Reference",
  ChargeItem:
    "DomainResource identifier?Identifier definition*uri status!code=ChargeItemStatus partOf*Reference code!CodeableConcept subject!Reference context?Reference occurrence?dateTime,Period,Timing participant*ChargeItemParticipant performingOrganization?Reference requestingOrganization?Reference quantity?Quantity bodysite*CodeableConcept factorOverride?decimal priceOverride?Money overrideReason?string enterer?Reference enteredDate?dateTime reason*CodeableConcept service*Reference account*Reference note*Annotation supportingInformation*Reference",
  ClaimRelated: "BackboneElement claim?Reference relationship?CodeableConcept reference?Identifier",
  ClaimPayee: "BackboneElement type!CodeableConcept resourceType?Coding party?Reference",
  ClaimCareTeam:
    "BackboneElement sequence!positiveInt provider!Reference responsible?boolean role?CodeableConcept qualification?CodeableConcept",
  ClaimInformation:
    "BackboneElement sequence!positiveInt category!CodeableConcept code?CodeableConcept timing?date,Period value?string,Quantity,Attachment,Reference reason?CodeableConcept",
  ClaimDiagnosis:
    "BackboneElement sequence!positiveInt diagnosis!CodeableConcept,Reference type*CodeableConcept packageCode?CodeableConcept",
  ClaimProcedure: "BackboneElement sequence!positiveInt date?dateTime procedure!CodeableConcept,Reference",
  ClaimInsurance:
    "BackboneElement sequence!positiveInt focal!boolean coverage!Reference businessArrangement?string preAuthRef*string claimResponse?Reference",
  ClaimAccident: "BackboneElement date!date type?CodeableConcept location?Address,Reference",
  ClaimItem:
    "BackboneElement sequence!positiveInt careTeamLinkId*positiveInt diagnosisLinkId*positiveInt procedureLinkId*positiveInt informationLinkId*positiveInt revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept programCode*CodeableConcept serviced?date,Period location?CodeableConcept,Address,Reference quantity?Quantity unitPrice?Money factor?decimal net?Money udi*Reference bodySite?CodeableConcept subSite*CodeableConcept encounter*Reference detail*ClaimItemDetail",
  ClaimItemDetail:
    "BackboneElement sequence!positiveInt revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept programCode*CodeableConcept quantity?Quantity unitPrice?Money factor?decimal net?Money udi*Reference subDetail*ClaimItemDetailSubDetail",
  ClaimItemDetailSubDetail:
    "BackboneElement sequence!positiveInt revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept programCode*CodeableConcept quantity?Quantity unitPrice?Money factor?decimal net?Money udi*Reference",
  Claim:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode type?CodeableConcept subType*CodeableConcept use?code=Use patient?Reference billablePeriod?Period created?dateTime enterer?Reference insurer?Reference provider?Reference organization?Reference priority?CodeableConcept fundsReserve?CodeableConcept related*ClaimRelated prescription?Reference originalPrescription?Reference payee?ClaimPayee referral?Reference facility?Reference careTeam*ClaimCareTeam information*ClaimInformation diagnosis*ClaimDiagnosis procedure*ClaimProcedure insurance*ClaimInsurance accident?ClaimAccident employmentImpacted?Period hospitalization?Period item*ClaimItem total?Money",
  ClaimResponseItem:
    "BackboneElement sequenceLinkId!positiveInt noteNumber*positiveInt adjudication*ClaimResponseItemAdjudication detail*ClaimResponseItemDetail",
  ClaimResponseItemAdjudication:
    "BackboneElement category!CodeableConcept reason?CodeableConcept amount?Money value?decimal",
  ClaimResponseItemDetail:
    "BackboneElement sequenceLinkId!positiveInt noteNumber*positiveInt adjudication*ClaimResponseItemAdjudication subDetail*ClaimResponseItemDetailSubDetail",
  ClaimResponseItemDetailSubDetail:
    "BackboneElement sequenceLinkId!positiveInt noteNumber*positiveInt adjudication*ClaimResponseItemAdjudication",
  ClaimResponseAddItem:
    "BackboneElement sequenceLinkId*positiveInt revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept fee?Money noteNumber*positiveInt adjudication*ClaimResponseItemAdjudication detail*ClaimResponseAddItemDetail",
  ClaimResponseAddItemDetail:
    "BackboneElement revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept fee?Money noteNumber*positiveInt adjudication*ClaimResponseItemAdjudication",
  ClaimResponseError:
    "BackboneElement sequenceLinkId?positiveInt detailSequenceLinkId?positiveInt subdetailSequenceLinkId?positiveInt code!CodeableConcept",
  ClaimResponsePayment:
    "BackboneElement type?CodeableConcept adjustment?Money adjustmentReason?CodeableConcept date?date amount?Money identifier?Identifier",
  ClaimResponseProcessNote:
    "BackboneElement number?positiveInt type?CodeableConcept text?string language?CodeableConcept",
  ClaimResponseInsurance:
    "BackboneElement sequence!positiveInt focal!boolean coverage!Reference businessArrangement?string preAuthRef*string claimResponse?Reference",
  ClaimResponse:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode patient?Reference created?dateTime insurer?Reference requestProvider?Reference requestOrganization?Reference request?Reference outcome?CodeableConcept disposition?string payeeType?CodeableConcept item*ClaimResponseItem addItem*ClaimResponseAddItem error*ClaimResponseError totalCost?Money unallocDeductable?Money totalBenefit?Money payment?ClaimResponsePayment reserved?Coding form?CodeableConcept processNote*ClaimResponseProcessNote communicationRequest*Reference insurance*ClaimResponseInsurance",
  ClinicalImpressionInvestigation: "BackboneElement code!CodeableConcept item*Reference",
  ClinicalImpressionFinding: "BackboneElement item!CodeableConcept,Reference basis?string",
  ClinicalImpression:
    "DomainResource identifier*Identifier status!code=ClinicalImpressionStatus code?CodeableConcept description?string subject!Reference context?Reference effective?dateTime,Period date?dateTime assessor?Reference previous?Reference problem*Reference investigation*ClinicalImpressionInvestigation protocol*uri summary?string finding*ClinicalImpressionFinding prognosisCodeableConcept*CodeableConcept prognosisReference*Reference action*Reference note*Annotation",
  CodeSystemFilter: "BackboneElement code!code description?string operator+code=FilterOperator value!string",
  CodeSystemProperty: "BackboneElement code!code uri?uri description?string type!code=PropertyType",
  CodeSystemConcept:
    "BackboneElement code!code display?string definition?string designation*CodeSystemConceptDesignation property*CodeSystemConceptProperty concept*CodeSystemConcept",
  CodeSystemConceptDesignation: "BackboneElement language?code use?Coding value!string",
  CodeSystemConceptProperty: "BackboneElement code!code value!code,Coding,string,integer,boolean,dateTime",
  CodeSystem:
    "DomainResource url?uri identifier?Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown copyright?markdown caseSensitive?boolean valueSet?uri hierarchyMeaning?code=CodeSystemHierarchyMeaning compositional?boolean versionNeeded?boolean content!code=CodeSystemContentMode count?unsignedInt filter*CodeSystemFilter property*CodeSystemProperty concept*CodeSystemConcept",
  CommunicationPayload: "BackboneElement content!string,Attachment,Reference",
  Communication:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference partOf*Reference status!code=EventStatus notDone?boolean notDoneReason?CodeableConcept category*CodeableConcept medium*CodeableConcept subject?Reference recipient*Reference topic*Reference context?Reference sent?dateTime received?dateTime sender?Reference reasonCode*CodeableConcept reasonReference*Reference payload*CommunicationPayload note*Annotation",
  CommunicationRequestPayload: "BackboneElement content!string,Attachment,Reference",
  CommunicationRequestRequester: "BackboneElement agent!Reference onBehalfOf?Reference",
  CommunicationRequest:
    "DomainResource identifier*Identifier basedOn*Reference replaces*Reference groupIdentifier?Identifier status!code=RequestStatus category*CodeableConcept priority?code=RequestPriority medium*CodeableConcept subject?Reference recipient*Reference topic*Reference context?Reference payload*CommunicationRequestPayload occurrence?dateTime,Period authoredOn?dateTime sender?Reference requester?CommunicationRequestRequester reasonCode*CodeableConcept reasonReference*Reference note*Annotation",
  CompartmentDefinitionResource: "BackboneElement code!code=ResourceType param*string documentation?string",
  CompartmentDefinition:
    "DomainResource url!uri name!string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown purpose?markdown useContext*UsageContext jurisdiction*CodeableConcept code!code=CompartmentType search!boolean resource*CompartmentDefinitionResource",
  CompositionAttester: "BackboneElement mode+code=CompositionAttestationMode time?dateTime party?Reference",
  CompositionRelatesTo: "BackboneElement code!code=DocumentRelationshipType target!Identifier,Reference",
  CompositionEvent: "BackboneElement code*CodeableConcept period?Period detail*Reference",
  CompositionSection:
    "BackboneElement title?string code?CodeableConcept text?Narrative mode?code=ListMode orderedBy?CodeableConcept entry*Reference emptyReason?CodeableConcept section*CompositionSection",
  Composition:
    "DomainResource identifier?Identifier status!code=CompositionStatus type!CodeableConcept class?CodeableConcept subject!Reference encounter?Reference date!dateTime author+Reference title!string confidentiality?code=ConfidentialityClassification attester*CompositionAttester custodian?Reference relatesTo*CompositionRelatesTo event*CompositionEvent section*CompositionSection",
  ConceptMapGroup:
    "BackboneElement source?uri sourceVersion?string target?uri targetVersion?string element+ConceptMapGroupElement unmapped?ConceptMapGroupUnmapped",
  ConceptMapGroupElement: "BackboneElement code?code display?string target*ConceptMapGroupElementTarget",
  ConceptMapGroupElementTarget:
    "BackboneElement code?code display?string equivalence?code=ConceptMapEquivalence comment?string dependsOn*ConceptMapGroupElementTargetDependsOn product*ConceptMapGroupElementTargetDependsOn",
  ConceptMapGroupElementTargetDependsOn: "BackboneElement property!uri system?uri code!string display?string",
  ConceptMapGroupUnmapped: "BackboneElement mode!code=ConceptMapGroupUnmappedMode code?code display?string url?uri",
  ConceptMap:
    "DomainResource url?uri identifier?Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown copyright?markdown source?uri,Reference target?uri,Reference group*ConceptMapGroup",
  ConditionStage: "BackboneElement summary?CodeableConcept assessment*Reference",
  ConditionEvidence: "BackboneElement code*CodeableConcept detail*Reference",
  Condition:
    "DomainResource identifier*Identifier clinicalStatus?code=ConditionClinicalStatusCodes verificationStatus?code=ConditionVerificationStatus category*CodeableConcept severity?CodeableConcept code?CodeableConcept bodySite*CodeableConcept subject!Reference context?Reference onset?dateTime,Age,Period,Range,string abatement?dateTime,Age,boolean,Period,Range,string assertedDate?dateTime asserter?Reference stage?ConditionStage evidence*ConditionEvidence note*Annotation",
  ConsentActor: "BackboneElement role!CodeableConcept reference!Reference",
  ConsentPolicy: "BackboneElement authority?uri uri?uri",
  ConsentData: "BackboneElement meaning!code=ConsentDataMeaning reference!Reference",
  ConsentExcept:
    "BackboneElement type!code=ConsentExceptType period?Period actor*ConsentExceptActor action*CodeableConcept securityLabel*Coding purpose*Coding class*Coding code*Coding dataPeriod?Period data*ConsentExceptData",
  ConsentExceptActor: "BackboneElement role!CodeableConcept reference!Reference",
  ConsentExceptData: "BackboneElement meaning!code=ConsentDataMeaning reference!Reference",
  Consent:
    "DomainResource identifier?Identifier status!code=ConsentState category*CodeableConcept patient!Reference period?Period dateTime?dateTime consentingParty*Reference actor*ConsentActor action*CodeableConcept organization*Reference source?Attachment,Identifier,Reference policy*ConsentPolicy policyRule?uri securityLabel*Coding purpose*Coding dataPeriod?Period data*ConsentData except*ConsentExcept",
  ContractAgent: "BackboneElement actor!Reference role*CodeableConcept",
  ContractSigner: "BackboneElement type!Coding party!Reference signature+Signature",
  ContractValuedItem:
    "BackboneElement entity?CodeableConcept,Reference identifier?Identifier effectiveTime?dateTime quantity?Quantity unitPrice?Money factor?decimal points?decimal net?Money",
  ContractTerm:
    "BackboneElement identifier?Identifier issued?dateTime applies?Period type?CodeableConcept subType?CodeableConcept topic*Reference action*CodeableConcept actionReason*CodeableConcept securityLabel*Coding agent*ContractTermAgent text?string valuedItem*ContractTermValuedItem group*ContractTerm",
  ContractTermAgent: "BackboneElement actor!Reference role*CodeableConcept",
  ContractTermValuedItem:
    "BackboneElement entity?CodeableConcept,Reference identifier?Identifier effectiveTime?dateTime quantity?Quantity unitPrice?Money factor?decimal points?decimal net?Money",
  ContractFriendly: "BackboneElement content!Attachment,Reference",
  ContractLegal: "BackboneElement content!Attachment,Reference",
  ContractRule: "BackboneElement content!Attachment,Reference",
  Contract:
    "DomainResource identifier?Identifier status?code=ContractResourceStatusCodes issued?dateTime applies?Period subject*Reference topic*Reference authority*Reference domain*Reference type?CodeableConcept subType*CodeableConcept action*CodeableConcept actionReason*CodeableConcept decisionType?CodeableConcept contentDerivative?CodeableConcept securityLabel*Coding agent*ContractAgent signer*ContractSigner valuedItem*ContractValuedItem term*ContractTerm binding?Attachment,Reference friendly*ContractFriendly legal*ContractLegal rule*ContractRule",
  CoverageGrouping:
    "BackboneElement group?string groupDisplay?string subGroup?string subGroupDisplay?string plan?string planDisplay?string subPlan?string subPlanDisplay?string class?string classDisplay?string subClass?string subClassDisplay?string",
  Coverage:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode type?CodeableConcept policyHolder?Reference subscriber?Reference subscriberId?string beneficiary?Reference relationship?CodeableConcept period?Period payor*Reference grouping?CoverageGrouping dependent?string sequence?string order?positiveInt network?string contract*Reference",
  DataElementMapping: "BackboneElement identity!id uri?uri name?string comment?string",
  ElementDefinitionSlicing:
    "Element discriminator*ElementDefinitionSlicingDiscriminator description?string ordered?boolean rules!code=SlicingRules",
  ElementDefinitionSlicingDiscriminator: "Element type!code=DiscriminatorType path!string",
  ElementDefinitionBase: "Element path!string min!unsignedInt max!string",
  ElementDefinitionType:
    "Element code!uri profile?uri targetProfile?uri aggregation*code=AggregationMode versioning?code=ReferenceVersionRules",
  ElementDefinitionExample:
    "Element label!string value!base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta",
  ElementDefinitionConstraint:
    "Element key!id requirements?string severity!code=ConstraintSeverity human!string expression!string xpath?string source?uri",
  ElementDefinitionBinding: "Element strength!code=BindingStrength description?string valueSet?uri,Reference",
  ElementDefinitionMapping: "Element identity!id language?code map!string comment?string",
  ElementDefinition:
    "Element path!string representation*code=PropertyRepresentation sliceName?string label?string code*Coding slicing?ElementDefinitionSlicing short?string definition?markdown comment?markdown requirements?markdown alias*string min?unsignedInt max?string base?ElementDefinitionBase contentReference?uri type*ElementDefinitionType defaultValue?base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta meaningWhenMissing?markdown orderMeaning?string fixed?base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta pattern?base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta example*ElementDefinitionExample minValue?date,dateTime,instant,time,decimal,integer,positiveInt,unsignedInt,Quantity maxValue?date,dateTime,instant,time,decimal,integer,positiveInt,unsignedInt,Quantity maxLength?integer condition*id constraint*ElementDefinitionConstraint mustSupport?boolean isModifier?boolean isSummary?boolean binding?ElementDefinitionBinding mapping*ElementDefinitionMapping",
  DataElement:
    "DomainResource url?uri identifier*Identifier version?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string name?string title?string contact*ContactDetail useContext*UsageContext jurisdiction*CodeableConcept copyright?markdown stringency?code=DataElementStringency mapping*DataElementMapping element+ElementDefinition",
  DetectedIssueMitigation: "BackboneElement action!CodeableConcept date?dateTime author?Reference",
  DetectedIssue:
    "DomainResource identifier?Identifier status!code=ObservationStatus category?CodeableConcept severity?code=DetectedIssueSeverity patient?Reference date?dateTime author?Reference implicated*Reference detail?string reference?uri mitigation*DetectedIssueMitigation",
  DeviceUdi:
    "BackboneElement deviceIdentifier?string name?string jurisdiction?uri carrierHRF?string carrierAIDC?base64Binary issuer?uri entryType?code=UDIEntryType",
  Device:
    "DomainResource identifier*Identifier udi?DeviceUdi status?code=FHIRDeviceStatus type?CodeableConcept lotNumber?string manufacturer?string manufactureDate?dateTime expirationDate?dateTime model?string version?string patient?Reference owner?Reference contact*ContactPoint location?Reference url?uri note*Annotation safety*CodeableConcept",
  DeviceComponentProductionSpecification:
    "BackboneElement specType?CodeableConcept componentId?Identifier productionSpec?string",
  DeviceComponent:
    "DomainResource identifier!Identifier type!CodeableConcept lastSystemChange?instant source?Reference parent?Reference operationalStatus*CodeableConcept parameterGroup?CodeableConcept measurementPrinciple?code=MeasmntPrinciple productionSpecification*DeviceComponentProductionSpecification languageCode?CodeableConcept",
  DeviceMetricCalibration:
    "BackboneElement type?code=DeviceMetricCalibrationType state?code=DeviceMetricCalibrationState time?instant",
  DeviceMetric:
    "DomainResource identifier!Identifier type!CodeableConcept unit?CodeableConcept source?Reference parent?Reference operationalStatus?code=DeviceMetricOperationalStatus color?code=DeviceMetricColor category!code=DeviceMetricCategory measurementPeriod?Timing calibration*DeviceMetricCalibration",
  DeviceRequestRequester: "BackboneElement agent!Reference onBehalfOf?Reference",
  DeviceRequest:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference priorRequest*Reference groupIdentifier?Identifier status?code=RequestStatus intent!CodeableConcept priority?code=RequestPriority code!Reference,CodeableConcept subject!Reference context?Reference occurrence?dateTime,Period,Timing authoredOn?dateTime requester?DeviceRequestRequester performerType?CodeableConcept performer?Reference reasonCode*CodeableConcept reasonReference*Reference supportingInfo*Reference note*Annotation relevantHistory*Reference",
  DeviceUseStatement:
    "DomainResource identifier*Identifier status!code=DeviceUseStatementStatus subject!Reference whenUsed?Period timing?Timing,Period,dateTime recordedOn?dateTime source?Reference device!Reference indication*CodeableConcept bodySite?CodeableConcept note*Annotation",
  DiagnosticReportPerformer: "BackboneElement role?CodeableConcept actor!Reference",
  DiagnosticReportImage: "BackboneElement comment?string link!Reference",
  DiagnosticReport:
    "DomainResource identifier*Identifier basedOn*Reference status!code=DiagnosticReportStatus category?CodeableConcept code!CodeableConcept subject?Reference context?Reference effective?dateTime,Period issued?instant performer*DiagnosticReportPerformer specimen*Reference result*Reference imagingStudy*Reference image*DiagnosticReportImage conclusion?string codedDiagnosis*CodeableConcept presentedForm*Attachment",
  DocumentManifestContent: "BackboneElement p!Attachment,Reference",
  DocumentManifestRelated: "BackboneElement identifier?Identifier ref?Reference",
  DocumentManifest:
    "DomainResource masterIdentifier?Identifier identifier*Identifier status!code=DocumentReferenceStatus type?CodeableConcept subject?Reference created?dateTime author*Reference recipient*Reference source?uri description?string content+DocumentManifestContent related*DocumentManifestRelated",
  DocumentReferenceRelatesTo: "BackboneElement code!code=DocumentRelationshipType target!Reference",
  DocumentReferenceContent: "BackboneElement attachment!Attachment format?Coding",
  DocumentReferenceContext:
    "BackboneElement encounter?Reference event*CodeableConcept period?Period facilityType?CodeableConcept practiceSetting?CodeableConcept sourcePatientInfo?Reference related*DocumentReferenceContextRelated",
  DocumentReferenceContextRelated: "BackboneElement identifier?Identifier ref?Reference",
  DocumentReference:
    "DomainResource masterIdentifier?Identifier identifier*Identifier status!code=DocumentReferenceStatus docStatus?code=CompositionStatus type!CodeableConcept class?CodeableConcept subject?Reference created?dateTime indexed!instant author*Reference authenticator?Reference custodian?Reference relatesTo*DocumentReferenceRelatesTo description?string securityLabel*CodeableConcept content+DocumentReferenceContent context?DocumentReferenceContext",
  EligibilityRequest:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode priority?CodeableConcept patient?Reference serviced?date,Period created?dateTime enterer?Reference provider?Reference organization?Reference insurer?Reference facility?Reference coverage?Reference businessArrangement?string benefitCategory?CodeableConcept benefitSubCategory?CodeableConcept",
  EligibilityResponseInsurance:
    "BackboneElement coverage?Reference contract?Reference benefitBalance*EligibilityResponseInsuranceBenefitBalance",
  EligibilityResponseInsuranceBenefitBalance:
    "BackboneElement category!CodeableConcept subCategory?CodeableConcept excluded?boolean name?string description?string network?CodeableConcept unit?CodeableConcept term?CodeableConcept financial*EligibilityResponseInsuranceBenefitBalanceFinancial",
  EligibilityResponseInsuranceBenefitBalanceFinancial:
    "BackboneElement type!CodeableConcept allowed?unsignedInt,string,Money used?unsignedInt,Money",
  EligibilityResponseError: "BackboneElement code!CodeableConcept",
  EligibilityResponse:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode created?dateTime requestProvider?Reference requestOrganization?Reference request?Reference outcome?CodeableConcept disposition?string insurer?Reference inforce?boolean insurance*EligibilityResponseInsurance form?CodeableConcept error*EligibilityResponseError",
  EncounterStatusHistory: "BackboneElement status!code=EncounterStatus period!Period",
  EncounterClassHistory: "BackboneElement class!Coding period!Period",
  EncounterParticipant: "BackboneElement type*CodeableConcept period?Period individual?Reference",
  EncounterDiagnosis: "BackboneElement condition!Reference role?CodeableConcept rank?positiveInt",
  EncounterHospitalization:
    "BackboneElement preAdmissionIdentifier?Identifier origin?Reference admitSource?CodeableConcept reAdmission?CodeableConcept dietPreference*CodeableConcept specialCourtesy*CodeableConcept specialArrangement*CodeableConcept destination?Reference dischargeDisposition?CodeableConcept",
  EncounterLocation: "BackboneElement location!Reference status?code=EncounterLocationStatus period?Period",
  Encounter:
    "DomainResource identifier*Identifier status!code=EncounterStatus statusHistory*EncounterStatusHistory class?Coding classHistory*EncounterClassHistory type*CodeableConcept priority?CodeableConcept subject?Reference episodeOfCare*Reference incomingReferral*Reference participant*EncounterParticipant appointment?Reference period?Period length?Duration reason*CodeableConcept diagnosis*EncounterDiagnosis account*Reference hospitalization?EncounterHospitalization location*EncounterLocation serviceProvider?Reference partOf?Reference",
  Endpoint:
    "DomainResource identifier*Identifier status!code=EndpointStatus connectionType!Coding name?string managingOrganization?Reference contact*ContactPoint period?Period payloadType+CodeableConcept payloadMimeType*code address!uri header*string",
  EnrollmentRequest:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode created?dateTime insurer?Reference provider?Reference organization?Reference subject?Reference coverage?Reference",
  EnrollmentResponse:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode request?Reference outcome?CodeableConcept disposition?string created?dateTime organization?Reference requestProvider?Reference requestOrganization?Reference",
  EpisodeOfCareStatusHistory: "BackboneElement status!code=EpisodeOfCareStatus period!Period",
  EpisodeOfCareDiagnosis: "BackboneElement condition!Reference role?CodeableConcept rank?positiveInt",
  EpisodeOfCare:
    "DomainResource identifier*Identifier status!code=EpisodeOfCareStatus statusHistory*EpisodeOfCareStatusHistory type*CodeableConcept diagnosis*EpisodeOfCareDiagnosis patient!Reference managingOrganization?Reference period?Period referralRequest*Reference careManager?Reference team*Reference account*Reference",
  ExpansionProfileFixedVersion: "BackboneElement system!uri version!string mode!code=SystemVersionProcessingMode",
  ExpansionProfileExcludedSystem: "BackboneElement system!uri version?string",
  ExpansionProfileDesignation:
    "BackboneElement include?ExpansionProfileDesignationInclude exclude?ExpansionProfileDesignationExclude",
  ExpansionProfileDesignationInclude: "BackboneElement designation*ExpansionProfileDesignationIncludeDesignation",
  ExpansionProfileDesignationIncludeDesignation: "BackboneElement language?code use?Coding",
  ExpansionProfileDesignationExclude: "BackboneElement designation*ExpansionProfileDesignationExcludeDesignation",
  ExpansionProfileDesignationExcludeDesignation: "BackboneElement language?code use?Coding",
  ExpansionProfile:
    "DomainResource url?uri identifier?Identifier version?string name?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept fixedVersion*ExpansionProfileFixedVersion excludedSystem?ExpansionProfileExcludedSystem includeDesignations?boolean designation?ExpansionProfileDesignation includeDefinition?boolean activeOnly?boolean excludeNested?boolean excludeNotForUI?boolean excludePostCoordinated?boolean displayLanguage?code limitedExpansion?boolean",
  ExplanationOfBenefitRelated: "BackboneElement claim?Reference relationship?CodeableConcept reference?Identifier",
  ExplanationOfBenefitPayee: "BackboneElement type?CodeableConcept resourceType?CodeableConcept party?Reference",
  ExplanationOfBenefitInformation:
    "BackboneElement sequence!positiveInt category!CodeableConcept code?CodeableConcept timing?date,Period value?string,Quantity,Attachment,Reference reason?Coding",
  ExplanationOfBenefitCareTeam:
    "BackboneElement sequence!positiveInt provider!Reference responsible?boolean role?CodeableConcept qualification?CodeableConcept",
  ExplanationOfBenefitDiagnosis:
    "BackboneElement sequence!positiveInt diagnosis!CodeableConcept,Reference type*CodeableConcept packageCode?CodeableConcept",
  ExplanationOfBenefitProcedure:
    "BackboneElement sequence!positiveInt date?dateTime procedure!CodeableConcept,Reference",
  ExplanationOfBenefitInsurance: "BackboneElement coverage?Reference preAuthRef*string",
  ExplanationOfBenefitAccident: "BackboneElement date?date type?CodeableConcept location?Address,Reference",
  ExplanationOfBenefitItem:
    "BackboneElement sequence!positiveInt careTeamLinkId*positiveInt diagnosisLinkId*positiveInt procedureLinkId*positiveInt informationLinkId*positiveInt revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept programCode*CodeableConcept serviced?date,Period location?CodeableConcept,Address,Reference quantity?Quantity unitPrice?Money factor?decimal net?Money udi*Reference bodySite?CodeableConcept subSite*CodeableConcept encounter*Reference noteNumber*positiveInt adjudication*ExplanationOfBenefitItemAdjudication detail*ExplanationOfBenefitItemDetail",
  ExplanationOfBenefitItemAdjudication:
    "BackboneElement category!CodeableConcept reason?CodeableConcept amount?Money value?decimal",
  ExplanationOfBenefitItemDetail:
    "BackboneElement sequence!positiveInt type!CodeableConcept revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept programCode*CodeableConcept quantity?Quantity unitPrice?Money factor?decimal net?Money udi*Reference noteNumber*positiveInt adjudication*ExplanationOfBenefitItemAdjudication subDetail*ExplanationOfBenefitItemDetailSubDetail",
  ExplanationOfBenefitItemDetailSubDetail:
    "BackboneElement sequence!positiveInt type!CodeableConcept revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept programCode*CodeableConcept quantity?Quantity unitPrice?Money factor?decimal net?Money udi*Reference noteNumber*positiveInt adjudication*ExplanationOfBenefitItemAdjudication",
  ExplanationOfBenefitAddItem:
    "BackboneElement sequenceLinkId*positiveInt revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept fee?Money noteNumber*positiveInt adjudication*ExplanationOfBenefitItemAdjudication detail*ExplanationOfBenefitAddItemDetail",
  ExplanationOfBenefitAddItemDetail:
    "BackboneElement revenue?CodeableConcept category?CodeableConcept service?CodeableConcept modifier*CodeableConcept fee?Money noteNumber*positiveInt adjudication*ExplanationOfBenefitItemAdjudication",
  ExplanationOfBenefitPayment:
    "BackboneElement type?CodeableConcept adjustment?Money adjustmentReason?CodeableConcept date?date amount?Money identifier?Identifier",
  ExplanationOfBenefitProcessNote:
    "BackboneElement number?positiveInt type?CodeableConcept text?string language?CodeableConcept",
  ExplanationOfBenefitBenefitBalance:
    "BackboneElement category!CodeableConcept subCategory?CodeableConcept excluded?boolean name?string description?string network?CodeableConcept unit?CodeableConcept term?CodeableConcept financial*ExplanationOfBenefitBenefitBalanceFinancial",
  ExplanationOfBenefitBenefitBalanceFinancial:
    "BackboneElement type!CodeableConcept allowed?unsignedInt,string,Money used?unsignedInt,Money",
  ExplanationOfBenefit:
    "DomainResource identifier*Identifier status?code=ExplanationOfBenefitStatus type?CodeableConcept subType*CodeableConcept patient?Reference billablePeriod?Period created?dateTime enterer?Reference insurer?Reference provider?Reference organization?Reference referral?Reference facility?Reference claim?Reference claimResponse?Reference outcome?CodeableConcept disposition?string related*ExplanationOfBenefitRelated prescription?Reference originalPrescription?Reference payee?ExplanationOfBenefitPayee information*ExplanationOfBenefitInformation careTeam*ExplanationOfBenefitCareTeam diagnosis*ExplanationOfBenefitDiagnosis procedure*ExplanationOfBenefitProcedure precedence?positiveInt insurance?ExplanationOfBenefitInsurance accident?ExplanationOfBenefitAccident employmentImpacted?Period hospitalization?Period item*ExplanationOfBenefitItem addItem*ExplanationOfBenefitAddItem totalCost?Money unallocDeductable?Money totalBenefit?Money payment?ExplanationOfBenefitPayment form?CodeableConcept processNote*ExplanationOfBenefitProcessNote benefitBalance*ExplanationOfBenefitBenefitBalance",
  FamilyMemberHistoryCondition:
    "BackboneElement code!CodeableConcept outcome?CodeableConcept onset?Age,Range,Period,string note*Annotation",
  FamilyMemberHistory:
    "DomainResource identifier*Identifier definition*Reference status!code=FamilyHistoryStatus notDone?boolean notDoneReason?CodeableConcept patient!Reference date?dateTime name?string relationship!CodeableConcept gender?code=AdministrativeGender born?Period,date,string age?Age,Range,string estimatedAge?boolean deceased?boolean,Age,Range,date,string reasonCode*CodeableConcept reasonReference*Reference note*Annotation condition*FamilyMemberHistoryCondition",
  Flag: "DomainResource identifier*Identifier status!code=FlagStatus category?CodeableConcept code!CodeableConcept subject!Reference period?Period encounter?Reference author?Reference",
  GoalTarget: "BackboneElement measure?CodeableConcept detail?Quantity,Range,CodeableConcept due?date,Duration",
  Goal: "DomainResource identifier*Identifier status!code=GoalStatus category*CodeableConcept priority?CodeableConcept description!CodeableConcept subject?Reference start?date,CodeableConcept target?GoalTarget statusDate?date statusReason?string expressedBy?Reference addresses*Reference note*Annotation outcomeCode*CodeableConcept outcomeReference*Reference",
  GraphDefinitionLink:
    "BackboneElement path!string sliceName?string min?integer max?string description?string target+GraphDefinitionLinkTarget",
  GraphDefinitionLinkTarget:
    "BackboneElement type!code=ResourceType profile?uri compartment*GraphDefinitionLinkTargetCompartment link*GraphDefinitionLink",
  GraphDefinitionLinkTargetCompartment:
    "BackboneElement code!code=CompartmentType rule!code=GraphCompartmentRule expression?string description?string",
  GraphDefinition:
    "DomainResource url?uri version?string name!string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown start!code=ResourceType profile?uri link*GraphDefinitionLink",
  GroupCharacteristic:
    "BackboneElement code!CodeableConcept value!CodeableConcept,boolean,Quantity,Range exclude!boolean period?Period",
  GroupMember: "BackboneElement entity!Reference period?Period inactive?boolean",
  Group:
    "DomainResource identifier*Identifier active?boolean type!code=GroupType actual!boolean code?CodeableConcept name?string quantity?unsignedInt characteristic*GroupCharacteristic member*GroupMember",
  DataRequirementCodeFilter:
    "Element path!string valueSet?string,Reference valueCode*code valueCoding*Coding valueCodeableConcept*CodeableConcept",
  DataRequirementDateFilter: "Element path!string value?dateTime,Period,Duration",
  DataRequirement:
    "Element type!code profile*uri mustSupport*string codeFilter*DataRequirementCodeFilter dateFilter*DataRequirementDateFilter",
  GuidanceResponse:
    "DomainResource requestId?id identifier?Identifier module!Reference status!code=GuidanceResponseStatus subject?Reference context?Reference occurrenceDateTime?dateTime performer?Reference reason?CodeableConcept,Reference note*Annotation evaluationMessage*Reference outputParameters?Reference result?Reference dataRequirement*DataRequirement",
  HealthcareServiceAvailableTime:
    "BackboneElement daysOfWeek*code=DaysOfWeek allDay?boolean availableStartTime?time availableEndTime?time",
  HealthcareServiceNotAvailable: "BackboneElement description!string during?Period",
  HealthcareService:
    "DomainResource identifier*Identifier active?boolean providedBy?Reference category?CodeableConcept type*CodeableConcept specialty*CodeableConcept location*Reference name?string comment?string extraDetails?string photo?Attachment telecom*ContactPoint coverageArea*Reference serviceProvisionCode*CodeableConcept eligibility?CodeableConcept eligibilityNote?string programName*string characteristic*CodeableConcept referralMethod*CodeableConcept appointmentRequired?boolean availableTime*HealthcareServiceAvailableTime notAvailable*HealthcareServiceNotAvailable availabilityExceptions?string endpoint*Reference",
  ImagingManifestStudy:
    "BackboneElement uid!oid imagingStudy?Reference endpoint*Reference series+ImagingManifestStudySeries",
  ImagingManifestStudySeries: "BackboneElement uid!oid endpoint*Reference instance+ImagingManifestStudySeriesInstance",
  ImagingManifestStudySeriesInstance: "BackboneElement sopClass!oid uid!oid",
  ImagingManifest:
    "DomainResource identifier?Identifier patient!Reference authoringTime?dateTime author?Reference description?string study+ImagingManifestStudy",
  ImagingStudySeries:
    "BackboneElement uid!oid number?unsignedInt modality!Coding description?string numberOfInstances?unsignedInt availability?code=InstanceAvailability endpoint*Reference bodySite?Coding laterality?Coding started?dateTime performer*Reference instance*ImagingStudySeriesInstance",
  ImagingStudySeriesInstance: "BackboneElement uid!oid number?unsignedInt sopClass!oid title?string",
  ImagingStudy:
    "DomainResource uid!oid accession?Identifier identifier*Identifier availability?code=InstanceAvailability modalityList*Coding patient!Reference context?Reference started?dateTime basedOn*Reference referrer?Reference interpreter*Reference endpoint*Reference numberOfSeries?unsignedInt numberOfInstances?unsignedInt procedureReference*Reference procedureCode*CodeableConcept reason?CodeableConcept description?string series*ImagingStudySeries",
  ImmunizationPractitioner: "BackboneElement role?CodeableConcept actor!Reference",
  ImmunizationExplanation: "BackboneElement reason*CodeableConcept reasonNotGiven*CodeableConcept",
  ImmunizationReaction: "BackboneElement date?dateTime detail?Reference reported?boolean",
  ImmunizationVaccinationProtocol:
    "BackboneElement doseSequence?positiveInt description?string authority?Reference series?string seriesDoses?positiveInt targetDisease+CodeableConcept doseStatus!CodeableConcept doseStatusReason?CodeableConcept",
  Immunization:
    "DomainResource identifier*Identifier status!code=ImmunizationStatusCodes notGiven!boolean vaccineCode!CodeableConcept patient!Reference encounter?Reference date?dateTime primarySource!boolean reportOrigin?CodeableConcept location?Reference manufacturer?Reference lotNumber?string expirationDate?date site?CodeableConcept route?CodeableConcept doseQuantity?Quantity practitioner*ImmunizationPractitioner note*Annotation explanation?ImmunizationExplanation reaction*ImmunizationReaction vaccinationProtocol*ImmunizationVaccinationProtocol",
  ImmunizationRecommendationRecommendation:
    "BackboneElement date!dateTime vaccineCode?CodeableConcept targetDisease?CodeableConcept doseNumber?positiveInt forecastStatus!CodeableConcept dateCriterion*ImmunizationRecommendationRecommendationDateCriterion protocol?ImmunizationRecommendationRecommendationProtocol supportingImmunization*Reference supportingPatientInformation*Reference",
  ImmunizationRecommendationRecommendationDateCriterion: "BackboneElement code!CodeableConcept value!dateTime",
  ImmunizationRecommendationRecommendationProtocol:
    "BackboneElement doseSequence?positiveInt description?string authority?Reference series?string",
  ImmunizationRecommendation:
    "DomainResource identifier*Identifier patient!Reference recommendation+ImmunizationRecommendationRecommendation",
  ImplementationGuideDependency: "BackboneElement type!code=GuideDependencyType uri!uri",
  ImplementationGuidePackage:
    "BackboneElement name!string description?string resource+ImplementationGuidePackageResource",
  ImplementationGuidePackageResource:
    "BackboneElement example!boolean name?string description?string acronym?string source!uri,Reference exampleFor?Reference",
  ImplementationGuideGlobal: "BackboneElement type!code=ResourceType profile!Reference",
  ImplementationGuidePage:
    "BackboneElement source!uri title!string kind!code=GuidePageKind type*code=ResourceType package*string format?code page*ImplementationGuidePage",
  ImplementationGuide:
    "DomainResource url!uri version?string name!string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept copyright?markdown fhirVersion?id dependency*ImplementationGuideDependency package*ImplementationGuidePackage global*ImplementationGuideGlobal binary*uri page?ImplementationGuidePage",
  ParameterDefinition:
    "Element name?code use!code=ParameterDefinition.use min?integer max?string documentation?string type!code profile?Reference",
  Library:
    "DomainResource url?uri identifier*Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean type!CodeableConcept date?dateTime publisher?string description?markdown purpose?markdown usage?string approvalDate?date lastReviewDate?date effectivePeriod?Period useContext*UsageContext jurisdiction*CodeableConcept topic*CodeableConcept contributor*Contributor contact*ContactDetail copyright?markdown relatedArtifact*RelatedArtifact parameter*ParameterDefinition dataRequirement*DataRequirement content*Attachment",
  LinkageItem: "BackboneElement type!code=LinkageType resource!Reference",
  Linkage: "DomainResource active?boolean author?Reference item+LinkageItem",
  ListEntry: "BackboneElement flag?CodeableConcept deleted?boolean date?dateTime item!Reference",
  List: "DomainResource identifier*Identifier status!code=ListStatus mode!code=ListMode title?string code?CodeableConcept subject?Reference encounter?Reference date?dateTime source?Reference orderedBy?CodeableConcept note*Annotation entry*ListEntry emptyReason?CodeableConcept",
  LocationPosition: "BackboneElement longitude!decimal latitude!decimal altitude?decimal",
  Location:
    "DomainResource identifier*Identifier status?code=LocationStatus operationalStatus?Coding name?string alias*string description?string mode?code=LocationMode type?CodeableConcept telecom*ContactPoint address?Address physicalType?CodeableConcept position?LocationPosition managingOrganization?Reference partOf?Reference endpoint*Reference",
  MeasureGroup:
    "BackboneElement identifier!Identifier name?string description?string population*MeasureGroupPopulation stratifier*MeasureGroupStratifier",
  MeasureGroupPopulation:
    "BackboneElement identifier?Identifier code?CodeableConcept name?string description?string criteria!string",
  MeasureGroupStratifier: "BackboneElement identifier?Identifier criteria?string path?string",
  MeasureSupplementalData: "BackboneElement identifier?Identifier usage*CodeableConcept criteria?string path?string",
  Measure:
    "DomainResource url?uri identifier*Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string description?markdown purpose?markdown usage?string approvalDate?date lastReviewDate?date effectivePeriod?Period useContext*UsageContext jurisdiction*CodeableConcept topic*CodeableConcept contributor*Contributor contact*ContactDetail copyright?markdown relatedArtifact*RelatedArtifact library*Reference disclaimer?markdown scoring?CodeableConcept compositeScoring?CodeableConcept type*CodeableConcept riskAdjustment?string rateAggregation?string rationale?markdown clinicalRecommendationStatement?markdown improvementNotation?string definition*markdown guidance?markdown set?string group*MeasureGroup supplementalData*MeasureSupplementalData",
  MeasureReportGroup:
    "BackboneElement identifier!Identifier population*MeasureReportGroupPopulation measureScore?decimal stratifier*MeasureReportGroupStratifier",
  MeasureReportGroupPopulation:
    "BackboneElement identifier?Identifier code?CodeableConcept count?integer patients?Reference",
  MeasureReportGroupStratifier: "BackboneElement identifier?Identifier stratum*MeasureReportGroupStratifierStratum",
  MeasureReportGroupStratifierStratum:
    "BackboneElement value!string population*MeasureReportGroupStratifierStratumPopulation measureScore?decimal",
  MeasureReportGroupStratifierStratumPopulation:
    "BackboneElement identifier?Identifier code?CodeableConcept count?integer patients?Reference",
  MeasureReport:
    "DomainResource identifier?Identifier status!code=MeasureReportStatus type!code=MeasureReportType measure!Reference patient?Reference date?dateTime reportingOrganization?Reference period!Period group*MeasureReportGroup evaluatedResources?Reference",
  Media:
    "DomainResource identifier*Identifier basedOn*Reference type!code=DigitalMediaType subtype?CodeableConcept view?CodeableConcept subject?Reference context?Reference occurrence?dateTime,Period operator?Reference reasonCode*CodeableConcept bodySite?CodeableConcept device?Reference height?positiveInt width?positiveInt frames?positiveInt duration?unsignedInt content!Attachment note*Annotation",
  MedicationIngredient: "BackboneElement item!CodeableConcept,Reference isActive?boolean amount?Ratio",
  MedicationPackage:
    "BackboneElement container?CodeableConcept content*MedicationPackageContent batch*MedicationPackageBatch",
  MedicationPackageContent: "BackboneElement item!CodeableConcept,Reference amount?Quantity",
  MedicationPackageBatch: "BackboneElement lotNumber?string expirationDate?dateTime",
  Medication:
    "DomainResource code?CodeableConcept status?code=MedicationStatus isBrand?boolean isOverTheCounter?boolean manufacturer?Reference form?CodeableConcept ingredient*MedicationIngredient package?MedicationPackage image*Attachment",
  MedicationAdministrationPerformer: "BackboneElement actor!Reference onBehalfOf?Reference",
  MedicationAdministrationDosage:
    "BackboneElement text?string site?CodeableConcept route?CodeableConcept method?CodeableConcept dose?Quantity rate?Ratio,Quantity",
  MedicationAdministration:
    "DomainResource identifier*Identifier definition*Reference partOf*Reference status!code=MedicationAdministrationStatus category?CodeableConcept medication!CodeableConcept,Reference subject!Reference context?Reference supportingInformation*Reference effective!dateTime,Period performer*MedicationAdministrationPerformer notGiven?boolean reasonNotGiven*CodeableConcept reasonCode*CodeableConcept reasonReference*Reference prescription?Reference device*Reference note*Annotation dosage?MedicationAdministrationDosage eventHistory*Reference",
  MedicationDispensePerformer: "BackboneElement actor!Reference onBehalfOf?Reference",
  MedicationDispenseSubstitution:
    "BackboneElement wasSubstituted!boolean type?CodeableConcept reason*CodeableConcept responsibleParty*Reference",
  MedicationDispense:
    "DomainResource identifier*Identifier partOf*Reference status?code=MedicationDispenseStatus category?CodeableConcept medication!CodeableConcept,Reference subject?Reference context?Reference supportingInformation*Reference performer*MedicationDispensePerformer authorizingPrescription*Reference type?CodeableConcept quantity?Quantity daysSupply?Quantity whenPrepared?dateTime whenHandedOver?dateTime destination?Reference receiver*Reference note*Annotation dosageInstruction*Dosage substitution?MedicationDispenseSubstitution detectedIssue*Reference notDone?boolean notDoneReason?CodeableConcept,Reference eventHistory*Reference",
  MedicationRequestRequester: "BackboneElement agent!Reference onBehalfOf?Reference",
  MedicationRequestDispenseRequest:
    "BackboneElement validityPeriod?Period numberOfRepeatsAllowed?positiveInt quantity?Quantity expectedSupplyDuration?Duration performer?Reference",
  MedicationRequestSubstitution: "BackboneElement allowed!boolean reason?CodeableConcept",
  MedicationRequest:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference groupIdentifier?Identifier status?code=MedicationRequestStatus intent!code=MedicationRequestIntent category?CodeableConcept priority?code=MedicationRequestPriority medication!CodeableConcept,Reference subject!Reference context?Reference supportingInformation*Reference authoredOn?dateTime requester?MedicationRequestRequester recorder?Reference reasonCode*CodeableConcept reasonReference*Reference note*Annotation dosageInstruction*Dosage dispenseRequest?MedicationRequestDispenseRequest substitution?MedicationRequestSubstitution priorPrescription?Reference detectedIssue*Reference eventHistory*Reference",
  MedicationStatement:
    "DomainResource identifier*Identifier basedOn*Reference partOf*Reference context?Reference status!code=MedicationStatementStatus category?CodeableConcept medication!CodeableConcept,Reference effective?dateTime,Period dateAsserted?dateTime informationSource?Reference subject!Reference derivedFrom*Reference taken!code=MedicationStatementTaken reasonNotTaken*CodeableConcept reasonCode*CodeableConcept reasonReference*Reference note*Annotation dosage*Dosage",
  MessageDefinitionFocus: "BackboneElement code!code=ResourceType profile?Reference min?unsignedInt max?string",
  MessageDefinitionAllowedResponse: "BackboneElement message!Reference situation?markdown",
  MessageDefinition:
    "DomainResource url?uri identifier?Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date!dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown copyright?markdown base?Reference parent*Reference replaces*Reference event!Coding category?code=MessageEvent focus*MessageDefinitionFocus responseRequired?boolean allowedResponse*MessageDefinitionAllowedResponse",
  MessageHeaderDestination: "BackboneElement name?string target?Reference endpoint!uri",
  MessageHeaderSource: "BackboneElement name?string software?string version?string contact?ContactPoint endpoint!uri",
  MessageHeaderResponse: "BackboneElement identifier!id code!code=ResponseType details?Reference",
  MessageHeader:
    "DomainResource event!Coding destination*MessageHeaderDestination receiver?Reference sender?Reference timestamp!instant enterer?Reference author?Reference source!MessageHeaderSource responsible?Reference reason?CodeableConcept response?MessageHeaderResponse focus*Reference",
  NamingSystemUniqueId:
    "BackboneElement type!code=NamingSystemIdentifierType value!string preferred?boolean comment?string period?Period",
  NamingSystem:
    "DomainResource name!string status!code=PublicationStatus kind!code=NamingSystemType date!dateTime publisher?string contact*ContactDetail responsible?string type?CodeableConcept description?markdown useContext*UsageContext jurisdiction*CodeableConcept usage?string uniqueId+NamingSystemUniqueId replacedBy?Reference",
  NutritionOrderOralDiet:
    "BackboneElement type*CodeableConcept schedule*Timing nutrient*NutritionOrderOralDietNutrient texture*NutritionOrderOralDietTexture fluidConsistencyType*CodeableConcept instruction?string",
  NutritionOrderOralDietNutrient: "BackboneElement modifier?CodeableConcept amount?Quantity",
  NutritionOrderOralDietTexture: "BackboneElement modifier?CodeableConcept foodType?CodeableConcept",
  NutritionOrderSupplement:
    "BackboneElement type?CodeableConcept productName?string schedule*Timing quantity?Quantity instruction?string",
  NutritionOrderEnteralFormula:
    "BackboneElement baseFormulaType?CodeableConcept baseFormulaProductName?string additiveType?CodeableConcept additiveProductName?string caloricDensity?Quantity routeofAdministration?CodeableConcept administration*NutritionOrderEnteralFormulaAdministration maxVolumeToDeliver?Quantity administrationInstruction?string",
  NutritionOrderEnteralFormulaAdministration: "BackboneElement schedule?Timing quantity?Quantity rate?Quantity,Ratio",
  NutritionOrder:
    "DomainResource identifier*Identifier status?code=NutritionOrderStatus patient!Reference encounter?Reference dateTime!dateTime orderer?Reference allergyIntolerance*Reference foodPreferenceModifier*CodeableConcept excludeFoodModifier*CodeableConcept oralDiet?NutritionOrderOralDiet supplement*NutritionOrderSupplement enteralFormula?NutritionOrderEnteralFormula",
  ObservationReferenceRange:
    "BackboneElement low?Quantity high?Quantity type?CodeableConcept appliesTo*CodeableConcept age?Range text?string",
  ObservationRelated: "BackboneElement type?code=ObservationRelationshipType target!Reference",
  ObservationComponent:
    "BackboneElement code!CodeableConcept value?Quantity,CodeableConcept,string,Range,Ratio,SampledData,Attachment,time,dateTime,Period dataAbsentReason?CodeableConcept interpretation?CodeableConcept referenceRange*ObservationReferenceRange",
  Observation:
    "DomainResource identifier*Identifier basedOn*Reference status!code=ObservationStatus category*CodeableConcept code!CodeableConcept subject?Reference context?Reference effective?dateTime,Period issued?instant performer*Reference value?Quantity,CodeableConcept,string,boolean,Range,Ratio,SampledData,Attachment,time,dateTime,Period dataAbsentReason?CodeableConcept interpretation?CodeableConcept comment?string bodySite?CodeableConcept method?CodeableConcept specimen?Reference device?Reference referenceRange*ObservationReferenceRange related*ObservationRelated component*ObservationComponent",
  OperationDefinitionParameter:
    "BackboneElement name!code use!code=OperationParameterUse min!integer max!string documentation?string type?code=FHIRAllTypes searchType?code=SearchParamType profile?Reference binding?OperationDefinitionParameterBinding part*OperationDefinitionParameter",
  OperationDefinitionParameterBinding: "BackboneElement strength!code=BindingStrength valueSet!uri,Reference",
  OperationDefinitionOverload: "BackboneElement parameterName*string comment?string",
  OperationDefinition:
    "DomainResource url?uri version?string name!string status!code=PublicationStatus kind!code=OperationKind experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown idempotent?boolean code!code comment?string base?Reference resource*code=ResourceType system!boolean type!boolean instance!boolean parameter*OperationDefinitionParameter overload*OperationDefinitionOverload",
  OperationOutcomeIssue:
    "BackboneElement severity!code=IssueSeverity code!code=IssueType details?CodeableConcept diagnostics?string location*string expression*string",
  OperationOutcome: "DomainResource issue+OperationOutcomeIssue",
  OrganizationContact: "BackboneElement purpose?CodeableConcept name?HumanName telecom*ContactPoint address?Address",
  Organization:
    "DomainResource identifier*Identifier active?boolean type*CodeableConcept name?string alias*string telecom*ContactPoint address*Address partOf?Reference contact*OrganizationContact endpoint*Reference",
  ParametersParameter:
    "BackboneElement name!string value?base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta resource?Resource part*ParametersParameter",
  Parameters: "Resource parameter*ParametersParameter",
  PatientContact:
    "BackboneElement relationship*CodeableConcept name?HumanName telecom*ContactPoint address?Address gender?code=AdministrativeGender organization?Reference period?Period",
  PatientAnimal: "BackboneElement species!CodeableConcept breed?CodeableConcept genderStatus?CodeableConcept",
  PatientCommunication: "BackboneElement language!CodeableConcept preferred?boolean",
  PatientLink: "BackboneElement other!Reference type!code=LinkType",
  Patient:
    "DomainResource identifier*Identifier active?boolean name*HumanName telecom*ContactPoint gender?code=AdministrativeGender birthDate?date deceased?boolean,dateTime address*Address maritalStatus?CodeableConcept multipleBirth?boolean,integer photo*Attachment contact*PatientContact animal?PatientAnimal communication*PatientCommunication generalPractitioner*Reference managingOrganization?Reference link*PatientLink",
  PaymentNotice:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode request?Reference response?Reference statusDate?date created?dateTime target?Reference provider?Reference organization?Reference paymentStatus?CodeableConcept",
  PaymentReconciliationDetail:
    "BackboneElement type!CodeableConcept request?Reference response?Reference submitter?Reference payee?Reference date?date amount?Money",
  PaymentReconciliationProcessNote: "BackboneElement type?CodeableConcept text?string",
  PaymentReconciliation:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode period?Period created?dateTime organization?Reference request?Reference outcome?CodeableConcept disposition?string requestProvider?Reference requestOrganization?Reference detail*PaymentReconciliationDetail form?CodeableConcept total?Money processNote*PaymentReconciliationProcessNote",
  PersonLink: "BackboneElement target!Reference assurance?code=IdentityAssuranceLevel",
  Person:
    "DomainResource identifier*Identifier name*HumanName telecom*ContactPoint gender?code=AdministrativeGender birthDate?date address*Address photo?Attachment managingOrganization?Reference active?boolean link*PersonLink",
  PlanDefinitionGoal:
    "BackboneElement category?CodeableConcept description!CodeableConcept priority?CodeableConcept start?CodeableConcept addresses*CodeableConcept documentation*RelatedArtifact target*PlanDefinitionGoalTarget",
  PlanDefinitionGoalTarget:
    "BackboneElement measure?CodeableConcept detail?Quantity,Range,CodeableConcept due?Duration",
  PlanDefinitionAction:
    "BackboneElement label?string title?string description?string textEquivalent?string code*CodeableConcept reason*CodeableConcept documentation*RelatedArtifact goalId*id triggerDefinition*TriggerDefinition condition*PlanDefinitionActionCondition input*DataRequirement output*DataRequirement relatedAction*PlanDefinitionActionRelatedAction timing?dateTime,Period,Duration,Range,Timing participant*PlanDefinitionActionParticipant type?Coding groupingBehavior?code=ActionGroupingBehavior selectionBehavior?code=ActionSelectionBehavior requiredBehavior?code=ActionRequiredBehavior precheckBehavior?code=ActionPrecheckBehavior cardinalityBehavior?code=ActionCardinalityBehavior definition?Reference transform?Reference dynamicValue*PlanDefinitionActionDynamicValue action*PlanDefinitionAction",
  TriggerDefinition:
    "Element type!code=TriggerType eventName?string eventTiming?Timing,Reference,date,dateTime eventData?DataRequirement",
  PlanDefinitionActionCondition:
    "BackboneElement kind!code=ActionConditionKind description?string language?string expression?string",
  PlanDefinitionActionRelatedAction:
    "BackboneElement actionId!id relationship!code=ActionRelationshipType offset?Duration,Range",
  PlanDefinitionActionParticipant: "BackboneElement type!code=ActionParticipantType role?CodeableConcept",
  PlanDefinitionActionDynamicValue: "BackboneElement description?string path?string language?string expression?string",
  PlanDefinition:
    "DomainResource url?uri identifier*Identifier version?string name?string title?string type?CodeableConcept status!code=PublicationStatus experimental?boolean date?dateTime publisher?string description?markdown purpose?markdown usage?string approvalDate?date lastReviewDate?date effectivePeriod?Period useContext*UsageContext jurisdiction*CodeableConcept topic*CodeableConcept contributor*Contributor contact*ContactDetail copyright?markdown relatedArtifact*RelatedArtifact library*Reference goal*PlanDefinitionGoal action*PlanDefinitionAction",
  PractitionerQualification:
    "BackboneElement identifier*Identifier code!CodeableConcept period?Period issuer?Reference",
  Practitioner:
    "DomainResource identifier*Identifier active?boolean name*HumanName telecom*ContactPoint address*Address gender?code=AdministrativeGender birthDate?date photo*Attachment qualification*PractitionerQualification communication*CodeableConcept",
  PractitionerRoleAvailableTime:
    "BackboneElement daysOfWeek*code=DaysOfWeek allDay?boolean availableStartTime?time availableEndTime?time",
  PractitionerRoleNotAvailable: "BackboneElement description!string during?Period",
  PractitionerRole:
    "DomainResource identifier*Identifier active?boolean period?Period practitioner?Reference organization?Reference code*CodeableConcept specialty*CodeableConcept location*Reference healthcareService*Reference telecom*ContactPoint availableTime*PractitionerRoleAvailableTime notAvailable*PractitionerRoleNotAvailable availabilityExceptions?string endpoint*Reference",
  ProcedurePerformer: "BackboneElement role?CodeableConcept actor!Reference onBehalfOf?Reference",
  ProcedureFocalDevice: "BackboneElement action?CodeableConcept manipulated!Reference",
  Procedure:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference partOf*Reference status!code=EventStatus notDone?boolean notDoneReason?CodeableConcept category?CodeableConcept code?CodeableConcept subject!Reference context?Reference performed?dateTime,Period performer*ProcedurePerformer location?Reference reasonCode*CodeableConcept reasonReference*Reference bodySite*CodeableConcept outcome?CodeableConcept report*Reference complication*CodeableConcept complicationDetail*Reference followUp*CodeableConcept note*Annotation focalDevice*ProcedureFocalDevice usedReference*Reference usedCode*CodeableConcept",
  ProcedureRequestRequester: "BackboneElement agent!Reference onBehalfOf?Reference",
  ProcedureRequest:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference replaces*Reference requisition?Identifier status!code=RequestStatus intent!code=RequestIntent priority?code=RequestPriority doNotPerform?boolean category*CodeableConcept code!CodeableConcept subject!Reference context?Reference occurrence?dateTime,Period,Timing asNeeded?boolean,CodeableConcept authoredOn?dateTime requester?ProcedureRequestRequester performerType?CodeableConcept performer?Reference reasonCode*CodeableConcept reasonReference*Reference supportingInfo*Reference specimen*Reference bodySite*CodeableConcept note*Annotation relevantHistory*Reference",
  ProcessRequestItem: "BackboneElement sequenceLinkId!integer",
  ProcessRequest:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode action?code=ActionList target?Reference created?dateTime provider?Reference organization?Reference request?Reference response?Reference nullify?boolean reference?string item*ProcessRequestItem include*string exclude*string period?Period",
  ProcessResponseProcessNote: "BackboneElement type?CodeableConcept text?string",
  ProcessResponse:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode created?dateTime organization?Reference request?Reference outcome?CodeableConcept disposition?string requestProvider?Reference requestOrganization?Reference form?CodeableConcept processNote*ProcessResponseProcessNote error*CodeableConcept communicationRequest*Reference",
  ProvenanceAgent:
    "BackboneElement role*CodeableConcept who!uri,Reference onBehalfOf?uri,Reference relatedAgentType?CodeableConcept",
  ProvenanceEntity:
    "BackboneElement role!code=ProvenanceEntityRole what!uri,Reference,Identifier agent*ProvenanceAgent",
  Provenance:
    "DomainResource target+Reference period?Period recorded!instant policy*uri location?Reference reason*Coding activity?Coding agent+ProvenanceAgent entity*ProvenanceEntity signature*Signature",
  QuestionnaireItem:
    "BackboneElement linkId!string definition?uri code*Coding prefix?string text?string type!code=QuestionnaireItemType enableWhen*QuestionnaireItemEnableWhen required?boolean repeats?boolean readOnly?boolean maxLength?integer options?Reference option*QuestionnaireItemOption initial?boolean,decimal,integer,date,dateTime,time,string,uri,Attachment,Coding,Quantity,Reference item*QuestionnaireItem",
  QuestionnaireItemEnableWhen:
    "BackboneElement question!string hasAnswer?boolean answer?boolean,decimal,integer,date,dateTime,time,string,uri,Attachment,Coding,Quantity,Reference",
  QuestionnaireItemOption: "BackboneElement value!integer,date,time,string,Coding",
  Questionnaire:
    "DomainResource url?uri identifier*Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string description?markdown purpose?markdown approvalDate?date lastReviewDate?date effectivePeriod?Period useContext*UsageContext jurisdiction*CodeableConcept contact*ContactDetail copyright?markdown code*Coding subjectType*code=ResourceType item*QuestionnaireItem",
  QuestionnaireResponseItem:
    "BackboneElement linkId!string definition?uri text?string subject?Reference answer*QuestionnaireResponseItemAnswer item*QuestionnaireResponseItem",
  QuestionnaireResponseItemAnswer:
    "BackboneElement value?boolean,decimal,integer,date,dateTime,time,string,uri,Attachment,Coding,Quantity,Reference item*QuestionnaireResponseItem",
  QuestionnaireResponse:
    "DomainResource identifier?Identifier basedOn*Reference parent*Reference questionnaire?Reference status!code=QuestionnaireResponseStatus subject?Reference context?Reference authored?dateTime author?Reference source?Reference item*QuestionnaireResponseItem",
  ReferralRequestRequester: "BackboneElement agent!Reference onBehalfOf?Reference",
  ReferralRequest:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference replaces*Reference groupIdentifier?Identifier status!code=RequestStatus intent!code=RequestIntent type?CodeableConcept priority?code=RequestPriority serviceRequested*CodeableConcept subject!Reference context?Reference occurrence?dateTime,Period authoredOn?dateTime requester?ReferralRequestRequester specialty?CodeableConcept recipient*Reference reasonCode*CodeableConcept reasonReference*Reference description?string supportingInfo*Reference note*Annotation relevantHistory*Reference",
  RelatedPerson:
    "DomainResource identifier*Identifier active?boolean patient!Reference relationship?CodeableConcept name*HumanName telecom*ContactPoint gender?code=AdministrativeGender birthDate?date address*Address photo*Attachment period?Period",
  RequestGroupAction:
    "BackboneElement label?string title?string description?string textEquivalent?string code*CodeableConcept documentation*RelatedArtifact condition*RequestGroupActionCondition relatedAction*RequestGroupActionRelatedAction timing?dateTime,Period,Duration,Range,Timing participant*Reference type?Coding groupingBehavior?code=ActionGroupingBehavior selectionBehavior?code=ActionSelectionBehavior requiredBehavior?code=ActionRequiredBehavior precheckBehavior?code=ActionPrecheckBehavior cardinalityBehavior?code=ActionCardinalityBehavior resource?Reference action*RequestGroupAction",
  RequestGroupActionCondition:
    "BackboneElement kind!code=ActionConditionKind description?string language?string expression?string",
  RequestGroupActionRelatedAction:
    "BackboneElement actionId!id relationship!code=ActionRelationshipType offset?Duration,Range",
  RequestGroup:
    "DomainResource identifier*Identifier definition*Reference basedOn*Reference replaces*Reference groupIdentifier?Identifier status!code=RequestStatus intent!code=RequestIntent priority?code=RequestPriority subject?Reference context?Reference authoredOn?dateTime author?Reference reason?CodeableConcept,Reference note*Annotation action*RequestGroupAction",
  ResearchStudyArm: "BackboneElement name!string code?CodeableConcept description?string",
  ResearchStudy:
    "DomainResource identifier*Identifier title?string protocol*Reference partOf*Reference status!code=ResearchStudyStatus category*CodeableConcept focus*CodeableConcept contact*ContactDetail relatedArtifact*RelatedArtifact keyword*CodeableConcept jurisdiction*CodeableConcept description?markdown enrollment*Reference period?Period sponsor?Reference principalInvestigator?Reference site*Reference reasonStopped?CodeableConcept note*Annotation arm*ResearchStudyArm",
  ResearchSubject:
    "DomainResource identifier?Identifier status!code=ResearchSubjectStatus period?Period study!Reference individual!Reference assignedArm?string actualArm?string consent?Reference",
  RiskAssessmentPrediction:
    "BackboneElement outcome!CodeableConcept probability?decimal,Range qualitativeRisk?CodeableConcept relativeRisk?decimal when?Period,Range rationale?string",
  RiskAssessment:
    "DomainResource identifier?Identifier basedOn?Reference parent?Reference status!code=ObservationStatus method?CodeableConcept code?CodeableConcept subject?Reference context?Reference occurrence?dateTime,Period condition?Reference performer?Reference reason?CodeableConcept,Reference basis*Reference prediction*RiskAssessmentPrediction mitigation?string comment?string",
  Schedule:
    "DomainResource identifier*Identifier active?boolean serviceCategory?CodeableConcept serviceType*CodeableConcept specialty*CodeableConcept actor+Reference planningHorizon?Period comment?string",
  SearchParameterComponent: "BackboneElement definition!Reference expression!string",
  SearchParameter:
    "DomainResource url!uri version?string name!string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown code!code base+code=ResourceType type!code=SearchParamType derivedFrom?uri description!markdown expression?string xpath?string xpathUsage?code=XPathUsageType target*code=ResourceType comparator*code=SearchComparator modifier*code=SearchModifierCode chain*string component*SearchParameterComponent",
  SequenceReferenceSeq:
    "BackboneElement chromosome?CodeableConcept genomeBuild?string referenceSeqId?CodeableConcept referenceSeqPointer?Reference referenceSeqString?string strand?integer windowStart!integer windowEnd!integer",
  SequenceVariant:
    "BackboneElement start?integer end?integer observedAllele?string referenceAllele?string cigar?string variantPointer?Reference",
  SequenceQuality:
    "BackboneElement type!code=QualityType standardSequence?CodeableConcept start?integer end?integer score?Quantity method?CodeableConcept truthTP?decimal queryTP?decimal truthFN?decimal queryFP?decimal gtFP?decimal precision?decimal recall?decimal fScore?decimal",
  SequenceRepository:
    "BackboneElement type!code=RepositoryType url?uri name?string datasetId?string variantsetId?string readsetId?string",
  Sequence:
    "DomainResource identifier*Identifier type?code coordinateSystem!integer patient?Reference specimen?Reference device?Reference performer?Reference quantity?Quantity referenceSeq?SequenceReferenceSeq variant*SequenceVariant observedSeq?string quality*SequenceQuality readCoverage?integer repository*SequenceRepository pointer*Reference",
  ServiceDefinition:
    "DomainResource url?uri identifier*Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string description?markdown purpose?markdown usage?string approvalDate?date lastReviewDate?date effectivePeriod?Period useContext*UsageContext jurisdiction*CodeableConcept topic*CodeableConcept contributor*Contributor contact*ContactDetail copyright?markdown relatedArtifact*RelatedArtifact trigger*TriggerDefinition dataRequirement*DataRequirement operationDefinition?Reference",
  Slot: "DomainResource identifier*Identifier serviceCategory?CodeableConcept serviceType*CodeableConcept specialty*CodeableConcept appointmentType?CodeableConcept schedule!Reference status!code=SlotStatus start!instant end!instant overbooked?boolean comment?string",
  SpecimenCollection:
    "BackboneElement collector?Reference collected?dateTime,Period quantity?Quantity method?CodeableConcept bodySite?CodeableConcept",
  SpecimenProcessing:
    "BackboneElement description?string procedure?CodeableConcept additive*Reference time?dateTime,Period",
  SpecimenContainer:
    "BackboneElement identifier*Identifier description?string type?CodeableConcept capacity?Quantity specimenQuantity?Quantity additive?CodeableConcept,Reference",
  Specimen:
    "DomainResource identifier*Identifier accessionIdentifier?Identifier status?code=SpecimenStatus type?CodeableConcept subject!Reference receivedTime?dateTime parent*Reference request*Reference collection?SpecimenCollection processing*SpecimenProcessing container*SpecimenContainer note*Annotation",
  StructureDefinitionMapping: "BackboneElement identity!id uri?uri name?string comment?string",
  StructureDefinitionSnapshot: "BackboneElement element+ElementDefinition",
  StructureDefinitionDifferential: "BackboneElement element+ElementDefinition",
  StructureDefinition:
    "DomainResource url!uri identifier*Identifier version?string name!string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown copyright?markdown keyword*Coding fhirVersion?id mapping*StructureDefinitionMapping kind!code=StructureDefinitionKind abstract!boolean contextType?code=ExtensionContext context*string contextInvariant*string type!code baseDefinition?uri derivation?code=TypeDerivationRule snapshot?StructureDefinitionSnapshot differential?StructureDefinitionDifferential",
  StructureMapStructure: "BackboneElement url!uri mode!code=StructureMapModelMode alias?string documentation?string",
  StructureMapGroup:
    "BackboneElement name!id extends?id typeMode!code=StructureMapGroupTypeMode documentation?string input+StructureMapGroupInput rule+StructureMapGroupRule",
  StructureMapGroupInput: "BackboneElement name!id type?string mode!code=StructureMapInputMode documentation?string",
  StructureMapGroupRule:
    "BackboneElement name!id source+StructureMapGroupRuleSource target*StructureMapGroupRuleTarget rule*StructureMapGroupRule dependent*StructureMapGroupRuleDependent documentation?string",
  StructureMapGroupRuleSource:
    "BackboneElement context!id min?integer max?string type?string defaultValue?base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta element?string listMode?code=StructureMapSourceListMode variable?id condition?string check?string",
  StructureMapGroupRuleTarget:
    "BackboneElement context?id contextType?code=StructureMapContextType element?string variable?id listMode*code=StructureMapTargetListMode listRuleId?id transform?code=StructureMapTransform parameter*StructureMapGroupRuleTargetParameter",
  StructureMapGroupRuleTargetParameter: "BackboneElement value!id,string,boolean,integer,decimal",
  StructureMapGroupRuleDependent: "BackboneElement name!id variable+string",
  StructureMap:
    "DomainResource url!uri identifier*Identifier version?string name!string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown copyright?markdown structure*StructureMapStructure import*uri group+StructureMapGroup",
  SubscriptionChannel: "BackboneElement type!code=SubscriptionChannelType endpoint?uri payload?string header*string",
  Subscription:
    "DomainResource status!code=SubscriptionStatus contact*ContactPoint end?instant reason!string criteria!string error?string channel!SubscriptionChannel tag*Coding",
  SubstanceInstance: "BackboneElement identifier?Identifier expiry?dateTime quantity?Quantity",
  SubstanceIngredient: "BackboneElement quantity?Ratio substance!CodeableConcept,Reference",
  Substance:
    "DomainResource identifier*Identifier status?code=FHIRSubstanceStatus category*CodeableConcept code!CodeableConcept description?string instance*SubstanceInstance ingredient*SubstanceIngredient",
  SupplyDeliverySuppliedItem: "BackboneElement quantity?Quantity item?CodeableConcept,Reference",
  SupplyDelivery:
    "DomainResource identifier?Identifier basedOn*Reference partOf*Reference status?code=SupplyDeliveryStatus patient?Reference type?CodeableConcept suppliedItem?SupplyDeliverySuppliedItem occurrence?dateTime,Period,Timing supplier?Reference destination?Reference receiver*Reference",
  SupplyRequestOrderedItem: "BackboneElement quantity!Quantity item?CodeableConcept,Reference",
  SupplyRequestRequester: "BackboneElement agent!Reference onBehalfOf?Reference",
  SupplyRequest:
    "DomainResource identifier?Identifier status?code=RequestStatus category?CodeableConcept priority?code=RequestPriority orderedItem?SupplyRequestOrderedItem occurrence?dateTime,Period,Timing authoredOn?dateTime requester?SupplyRequestRequester supplier*Reference reason?CodeableConcept,Reference deliverFrom?Reference deliverTo?Reference",
  TaskRequester: "BackboneElement agent!Reference onBehalfOf?Reference",
  TaskRestriction: "BackboneElement repetitions?positiveInt period?Period recipient*Reference",
  TaskInput:
    "BackboneElement type!CodeableConcept value!base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta",
  TaskOutput:
    "BackboneElement type!CodeableConcept value!base64Binary,boolean,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,Meta",
  Task: "DomainResource identifier*Identifier definition?uri,Reference basedOn*Reference groupIdentifier?Identifier partOf*Reference status!code=TaskStatus statusReason?CodeableConcept businessStatus?CodeableConcept intent!code=RequestIntent priority?code=RequestPriority code?CodeableConcept description?string focus?Reference for?Reference context?Reference executionPeriod?Period authoredOn?dateTime lastModified?dateTime requester?TaskRequester performerType*CodeableConcept owner?Reference reason?CodeableConcept note*Annotation relevantHistory*Reference restriction?TaskRestriction input*TaskInput output*TaskOutput",
  TestReportParticipant: "BackboneElement type!code=TestReportParticipantType uri!uri display?string",
  TestReportSetup: "BackboneElement action+TestReportSetupAction",
  TestReportSetupAction: "BackboneElement operation?TestReportSetupActionOperation assert?TestReportSetupActionAssert",
  TestReportSetupActionOperation: "BackboneElement result!code=TestReportActionResult message?markdown detail?uri",
  TestReportSetupActionAssert: "BackboneElement result!code=TestReportActionResult message?markdown detail?string",
  TestReportTest: "BackboneElement name?string description?string action+TestReportTestAction",
  TestReportTestAction: "BackboneElement operation?TestReportSetupActionOperation assert?TestReportSetupActionAssert",
  TestReportTeardown: "BackboneElement action+TestReportTeardownAction",
  TestReportTeardownAction: "BackboneElement operation!TestReportSetupActionOperation",
  TestReport:
    "DomainResource identifier?Identifier name?string status!code=TestReportStatus testScript!Reference result!code=TestReportResult score?decimal tester?string issued?dateTime participant*TestReportParticipant setup?TestReportSetup test*TestReportTest teardown?TestReportTeardown",
  TestScriptOrigin: "BackboneElement index!integer profile!Coding",
  TestScriptDestination: "BackboneElement index!integer profile!Coding",
  TestScriptMetadata: "BackboneElement link*TestScriptMetadataLink capability+TestScriptMetadataCapability",
  TestScriptMetadataLink: "BackboneElement url!uri description?string",
  TestScriptMetadataCapability:
    "BackboneElement required?boolean validated?boolean description?string origin*integer destination?integer link*uri capabilities!Reference",
  TestScriptFixture: "BackboneElement autocreate?boolean autodelete?boolean resource?Reference",
  TestScriptVariable:
    "BackboneElement name!string defaultValue?string description?string expression?string headerField?string hint?string path?string sourceId?id",
  TestScriptRule: "BackboneElement resource!Reference param*TestScriptRuleParam",
  TestScriptRuleParam: "BackboneElement name!string value?string",
  TestScriptRuleset: "BackboneElement resource!Reference rule+TestScriptRulesetRule",
  TestScriptRulesetRule: "BackboneElement ruleId!id param*TestScriptRulesetRuleParam",
  TestScriptRulesetRuleParam: "BackboneElement name!string value?string",
  TestScriptSetup: "BackboneElement action+TestScriptSetupAction",
  TestScriptSetupAction: "BackboneElement operation?TestScriptSetupActionOperation assert?TestScriptSetupActionAssert",
  TestScriptSetupActionOperation:
    "BackboneElement type?Coding resource?code=FHIRDefinedType label?string description?string accept?code=ContentType contentType?code=ContentType destination?integer encodeRequestUrl?boolean origin?integer params?string requestHeader*TestScriptSetupActionOperationRequestHeader requestId?id responseId?id sourceId?id targetId?id url?string",
  TestScriptSetupActionOperationRequestHeader: "BackboneElement field!string value!string",
  TestScriptSetupActionAssert:
    "BackboneElement label?string description?string direction?code=AssertionDirectionType compareToSourceId?string compareToSourceExpression?string compareToSourcePath?string contentType?code=ContentType expression?string headerField?string minimumId?string navigationLinks?boolean operator?code=AssertionOperatorType path?string requestMethod?code=TestScriptRequestMethodCode requestURL?string resource?code=FHIRDefinedType response?code=AssertionResponseTypes responseCode?string rule?TestScriptSetupActionAssertRule ruleset?TestScriptSetupActionAssertRuleset sourceId?id validateProfileId?id value?string warningOnly?boolean",
  TestScriptSetupActionAssertRule: "BackboneElement ruleId!id param*TestScriptSetupActionAssertRuleParam",
  TestScriptSetupActionAssertRuleParam: "BackboneElement name!string value!string",
  TestScriptSetupActionAssertRuleset: "BackboneElement rulesetId!id rule*TestScriptSetupActionAssertRulesetRule",
  TestScriptSetupActionAssertRulesetRule: "BackboneElement ruleId!id param*TestScriptSetupActionAssertRulesetRuleParam",
  TestScriptSetupActionAssertRulesetRuleParam: "BackboneElement name!string value!string",
  TestScriptTest: "BackboneElement name?string description?string action+TestScriptTestAction",
  TestScriptTestAction: "BackboneElement operation?TestScriptSetupActionOperation assert?TestScriptSetupActionAssert",
  TestScriptTeardown: "BackboneElement action+TestScriptTeardownAction",
  TestScriptTeardownAction: "BackboneElement operation!TestScriptSetupActionOperation",
  TestScript:
    "DomainResource url!uri identifier?Identifier version?string name!string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept purpose?markdown copyright?markdown origin*TestScriptOrigin destination*TestScriptDestination metadata?TestScriptMetadata fixture*TestScriptFixture profile*Reference variable*TestScriptVariable rule*TestScriptRule ruleset*TestScriptRuleset setup?TestScriptSetup test*TestScriptTest teardown?TestScriptTeardown",
  ValueSetCompose:
    "BackboneElement lockedDate?date inactive?boolean include+ValueSetComposeInclude exclude*ValueSetComposeInclude",
  ValueSetComposeInclude:
    "BackboneElement system?uri version?string concept*ValueSetComposeIncludeConcept filter*ValueSetComposeIncludeFilter valueSet*uri",
  ValueSetComposeIncludeConcept:
    "BackboneElement code!code display?string designation*ValueSetComposeIncludeConceptDesignation",
  ValueSetComposeIncludeConceptDesignation: "BackboneElement language?code use?Coding value!string",
  ValueSetComposeIncludeFilter: "BackboneElement property!code op!code=FilterOperator value!code",
  ValueSetExpansion:
    "BackboneElement identifier!uri timestamp!dateTime total?integer offset?integer parameter*ValueSetExpansionParameter contains*ValueSetExpansionContains",
  ValueSetExpansionParameter: "BackboneElement name!string value?string,boolean,integer,decimal,uri,code",
  ValueSetExpansionContains:
    "BackboneElement system?uri abstract?boolean inactive?boolean version?string code?code display?string designation*ValueSetComposeIncludeConceptDesignation contains*ValueSetExpansionContains",
  ValueSet:
    "DomainResource url?uri identifier*Identifier version?string name?string title?string status!code=PublicationStatus experimental?boolean date?dateTime publisher?string contact*ContactDetail description?markdown useContext*UsageContext jurisdiction*CodeableConcept immutable?boolean purpose?markdown copyright?markdown extensible?boolean compose?ValueSetCompose expansion?ValueSetExpansion",
  VisionPrescriptionDispense:
    "BackboneElement product?CodeableConcept eye?code=VisionEyes sphere?decimal cylinder?decimal axis?integer prism?decimal base?code=VisionBase add?decimal power?decimal backCurve?decimal diameter?decimal duration?Quantity color?string brand?string note*Annotation",
  VisionPrescription:
    "DomainResource identifier*Identifier status?code=FinancialResourceStatusCode patient?Reference encounter?Reference dateWritten?dateTime prescriber?Reference reason?CodeableConcept,Reference dispense*VisionPrescriptionDispense",
};

/** The codes of the required bindings. */
export const CODES: Readonly<Record<string, string>> = {
  AdressUse: "home work temp old",
  AdressType: "postal physical both",
  QuantityComparator: "< <= >= >",
  IdentifierUse: "usual official temp secondary",
  ContactPointSystem: "phone fax email pager url sms other",
  ContactPointUse: "home work temp old mobile",
  NameUse: "usual official temp nickname anonymous old maiden",
  UnitsOfTime: "s min h d wk mo a",
  DaysOfWeek: "mon tue wed thu fri sat sun",
  NarrativeStatus: "generated extensions additional empty",
  AccountStatus: "active inactive entered-in-error",
  ContributorType: "author editor reviewer endorser",
  RelatedArtifactType: "documentation justification citation predecessor successor derived-from depends-on composed-of",
  ActionParticipantType: "patient practitioner related-person",
  PublicationStatus: "draft active retired unknown",
  AdverseEventCausality: "causality1 causality2",
  AdverseEventCategory: "AE PAE",
  AllergyIntoleranceSeverity: "mild moderate severe",
  AllergyIntoleranceClinicalStatus: "active inactive resolved",
  AllergyIntoleranceVerificationStatus: "unconfirmed confirmed refuted entered-in-error",
  AllergyIntoleranceType: "allergy intolerance",
  AllergyIntoleranceCategory: "food medication environment biologic",
  AllergyIntoleranceCriticality: "low high unable-to-assess",
  ParticipantRequired: "required optional information-only",
  ParticipationStatus: "accepted declined tentative needs-action",
  AppointmentStatus: "proposed pending booked arrived fulfilled cancelled noshow entered-in-error",
  SearchEntryMode: "match include outcome",
  HTTPVerb: "GET POST PUT DELETE",
  BundleType: "document message transaction transaction-response batch batch-response history searchset collection",
  RestfulCapabilityMode: "client server",
  ResourceVersionPolicy: "no-version versioned versioned-update",
  ConditionalReadStatus: "not-supported modified-since not-match full-support",
  ConditionalDeleteStatus: "not-supported single multiple",
  ReferenceHandlingPolicy: "literal logical resolves enforced local",
  SystemRestfulInteraction: "transaction batch search-system history-system",
  SearchParamType: "number date string token reference composite quantity uri",
  EventCapabilityMode: "sender receiver",
  MessageEvent: "Consequence Currency Notification",
  DocumentMode: "producer consumer",
  CapabilityStatementKind: "instance capability requirements",
  UnknownContentCode: "no extensions elements both",
  CarePlanActivityStatus: "not-started scheduled in-progress on-hold completed cancelled unknown",
  CarePlanStatus: "draft active suspended completed entered-in-error cancelled unknown",
  CarePlanIntent: "proposal plan order option",
  CareTeamStatus: "proposed active suspended inactive entered-in-error",
  ChargeItemStatus: "planned billable not-billable aborted billed entered-in-error unknown",
  FinancialResourceStatusCode: "active cancelled draft entered-in-error",
  Use: "complete proposed exploratory other",
  ClinicalImpressionStatus: "draft completed entered-in-error",
  CodeSystemHierarchyMeaning: "grouped-by is-a part-of classified-with",
  CodeSystemContentMode: "not-present example fragment complete",
  EventStatus: "preparation in-progress suspended aborted completed entered-in-error unknown",
  RequestStatus: "draft active suspended cancelled completed entered-in-error unknown",
  CompositionAttestationMode: "personal professional legal official",
  DocumentRelationshipType: "replaces transforms signs appends",
  ListMode: "working snapshot changes",
  CompositionStatus: "preliminary final amended entered-in-error",
  ConceptMapEquivalence: "relatedto equivalent equal wider subsumes narrower specializes inexact unmatched disjoint",
  ConceptMapGroupUnmappedMode: "provided fixed other-map",
  ConditionClinicalStatusCodes: "active recurrence inactive remission resolved",
  ConditionVerificationStatus: "provisional differential confirmed refuted entered-in-error unknown",
  ConsentDataMeaning: "instance related dependents authoredby",
  ConsentExceptType: "deny permit",
  ConsentState: "draft proposed active rejected inactive entered-in-error",
  ContractResourceStatusCodes:
    "amended appended cancelled disputed entered-in-error executable executed negotiable offered policy rejected renewed revoked resolved terminated",
  SlicingRules: "closed open openAtEnd",
  DiscriminatorType: "value exists pattern type profile",
  AggregationMode: "contained referenced bundled",
  ReferenceVersionRules: "either independent specific",
  ConstraintSeverity: "error warning",
  BindingStrength: "required extensible preferred example",
  PropertyRepresentation: "xmlAttr xmlText typeAttr cdaText xhtml",
  DataElementStringency: "comparable fully-specified equivalent convertable scaleable flexible",
  ObservationStatus: "registered preliminary final amended corrected cancelled entered-in-error unknown",
  DetectedIssueSeverity: "high moderate low",
  UDIEntryType: "barcode rfid manual card self-reported unknown",
  FHIRDeviceStatus: "active inactive entered-in-error unknown",
  MeasmntPrinciple:
    "other chemical electrical impedance nuclear optical thermal biological mechanical acoustical manual",
  DeviceMetricCalibrationType: "unspecified offset gain two-point",
  DeviceMetricCalibrationState: "not-calibrated calibration-required calibrated unspecified",
  DeviceMetricOperationalStatus: "on off standby entered-in-error",
  DeviceMetricColor: "black red green yellow blue magenta cyan white",
  DeviceMetricCategory: "measurement setting calculation unspecified",
  DeviceUseStatementStatus: "active completed entered-in-error intended stopped on-hold",
  DiagnosticReportStatus:
    "registered partial preliminary final amended corrected appended cancelled entered-in-error unknown",
  DocumentReferenceStatus: "current superseded entered-in-error",
  EncounterStatus: "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown",
  EncounterLocationStatus: "planned active reserved completed",
  EndpointStatus: "active suspended error off entered-in-error test",
  EpisodeOfCareStatus: "planned waitlist active onhold finished cancelled entered-in-error",
  SystemVersionProcessingMode: "default check override",
  ExplanationOfBenefitStatus: "active cancelled draft entered-in-error",
  FamilyHistoryStatus: "partial completed entered-in-error health-unknown",
  AdministrativeGender: "male female other unknown",
  FlagStatus: "active inactive entered-in-error",
  GoalStatus:
    "proposed accepted planned in-progress on-target ahead-of-target behind-target sustaining achieved on-hold cancelled entered-in-error rejected",
  GraphCompartmentRule: "identical matching different custom",
  GroupType: "person animal practitioner device medication substance",
  GuidanceResponseStatus: "success data-requested data-required in-progress failure entered-in-error",
  InstanceAvailability: "ONLINE OFFLINE NEARLINE UNAVAILABLE",
  ImmunizationStatusCodes: "completed entered-in-error",
  GuideDependencyType: "reference inclusion",
  GuidePageKind: "page example list include directory dictionary toc resource",
  "ParameterDefinition.use": "in out",
  LinkageType: "source alternate historical",
  ListStatus: "current retired entered-in-error",
  LocationStatus: "active suspended inactive",
  LocationMode: "instance kind",
  MeasureReportStatus: "complete pending error",
  MeasureReportType: "individual patient-list summary",
  DigitalMediaType: "photo video audio",
  MedicationStatus: "active inactive entered-in-error",
  MedicationAdministrationStatus: "in-progress on-hold completed entered-in-error stopped unknown",
  MedicationDispenseStatus: "preparation in-progress on-hold completed entered-in-error stopped",
  MedicationRequestStatus: "active on-hold cancelled completed entered-in-error stopped draft unknown",
  MedicationRequestIntent: "proposal plan order instance-order",
  MedicationRequestPriority: "routine urgent stat asap",
  MedicationStatementStatus: "active completed entered-in-error intended stopped on-hold",
  MedicationStatementTaken: "y n unk na",
  ResponseType: "ok transient-error fatal-error",
  NamingSystemIdentifierType: "oid uuid uri other",
  NamingSystemType: "codesystem identifier root",
  NutritionOrderStatus: "proposed draft planned requested active on-hold completed cancelled entered-in-error",
  ObservationRelationshipType: "has-member derived-from sequel-to replaces qualified-by interfered-by",
  OperationParameterUse: "in out",
  OperationKind: "operation query",
  IssueSeverity: "fatal error warning information",
  LinkType: "replaced-by replaces refer seealso",
  IdentityAssuranceLevel: "level1 level2 level3 level4",
  ActionGroupingBehavior: "visual-group logical-group sentence-group",
  ActionSelectionBehavior: "any all all-or-none exactly-one at-most-one one-or-more",
  ActionRequiredBehavior: "must could must-unless-documented",
  ActionPrecheckBehavior: "yes no",
  ActionCardinalityBehavior: "single multiple",
  TriggerType: "named-event periodic data-added data-modified data-removed data-accessed data-access-ended",
  ActionConditionKind: "applicability start stop",
  ActionRelationshipType:
    "before-start before before-end concurrent-with-start concurrent concurrent-with-end after-start after after-end",
  RequestIntent: "proposal plan order original-order reflex-order filler-order instance-order option",
  RequestPriority: "routine urgent asap stat",
  ActionList: "cancel poll reprocess status",
  ProvenanceEntityRole: "derivation revision quotation source removal",
  QuestionnaireItemType:
    "group display boolean decimal integer date dateTime time string text url choice open-choice attachment reference quantity",
  QuestionnaireResponseStatus: "in-progress completed amended entered-in-error stopped",
  ResearchStudyStatus: "draft in-progress suspended stopped completed entered-in-error",
  ResearchSubjectStatus: "candidate enrolled active suspended withdrawn completed",
  XPathUsageType: "normal phonetic nearby distance other",
  SearchComparator: "eq ne gt lt ge le sa eb ap",
  SearchModifierCode: "missing exact contains not text in not-in below above type",
  QualityType: "indel snp unknown",
  RepositoryType: "directlink openapi login oauth other",
  SlotStatus: "busy free busy-unavailable busy-tentative entered-in-error",
  SpecimenStatus: "available unavailable unsatisfactory entered-in-error",
  StructureDefinitionKind: "primitive-type complex-type resource logical",
  ExtensionContext: "resource datatype extension",
  TypeDerivationRule: "specialization constraint",
  StructureMapModelMode: "source queried target produced",
  StructureMapGroupTypeMode: "none types type-and-types",
  StructureMapInputMode: "source target",
  StructureMapSourceListMode: "first not_first last not_last only_one",
  StructureMapContextType: "type variable",
  StructureMapTargetListMode: "first share last collate",
  StructureMapTransform:
    "create copy truncate escape cast append translate reference dateOp uuid pointer evaluate cc c qty id cp",
  SubscriptionChannelType: "rest-hook websocket email sms message",
  SubscriptionStatus: "requested active error off",
  FHIRSubstanceStatus: "active inactive entered-in-error",
  SupplyDeliveryStatus: "in-progress completed abandoned entered-in-error",
  TaskStatus:
    "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error",
  TestReportParticipantType: "test-engine client server",
  TestReportActionResult: "pass skip fail warning error",
  TestReportStatus: "completed in-progress waiting stopped entered-in-error",
  TestReportResult: "pass fail pending",
  ContentType: "xml json ttl none",
  AssertionDirectionType: "response request",
  AssertionOperatorType: "equals notEquals in notIn greaterThan lessThan empty notEmpty contains notContains eval",
  TestScriptRequestMethodCode: "delete get options patch post put",
  AssertionResponseTypes:
    "okay created noContent notModified bad forbidden notFound methodNotAllowed conflict gone preconditionFailed unprocessable",
  FilterOperator: "= is-a descendent-of is-not-a regex in not-in generalizes exists",
  VisionEyes: "right left",
  VisionBase: "up down in out",
  TypeRestfulInteraction: "read vread update patch delete history-instance history-type create search-type",
  AuditEventAction: "C R U D E",
  AuditEventAgentNetworkType: "1 2 3 4 5",
  AuditEventOutcome: "0 4 8 12",
  CompartmentType: "Patient Encounter RelatedPerson Practitioner Device",
  ConfidentialityClassification: "U L M N R V",
  EventTiming: "MORN AFT EVE NIGHT PHS HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV",
  IssueType:
    "invalid structure required value invariant security login unknown expired forbidden suppressed processing not-supported duplicate not-found too-long code-invalid extension too-costly business-rule conflict incomplete transient lock-error no-store exception timeout throttled informational",
  PropertyType: "code Coding string integer boolean dateTime",
  ResourceType:
    "Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary BodySite Bundle CapabilityStatement CarePlan CareTeam ChargeItem Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage DataElement DetectedIssue Device DeviceComponent DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference DomainResource EligibilityRequest EligibilityResponse Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare ExpansionProfile ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingManifest ImagingStudy Immunization ImmunizationRecommendation ImplementationGuide Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationRequest MedicationStatement MessageDefinition MessageHeader NamingSystem NutritionOrder Observation OperationDefinition OperationOutcome Organization Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure ProcedureRequest ProcessRequest ProcessResponse Provenance Questionnaire QuestionnaireResponse ReferralRequest RelatedPerson RequestGroup ResearchStudy ResearchSubject Resource RiskAssessment Schedule SearchParameter Sequence ServiceDefinition Slot Specimen StructureDefinition StructureMap Subscription Substance SupplyDelivery SupplyRequest Task TestReport TestScript ValueSet VisionPrescription",
  FHIRDefinedType:
    "Address Age Annotation Attachment BackboneElement CodeableConcept Coding ContactDetail ContactPoint Contributor Count DataRequirement Distance Dosage Duration Element ElementDefinition Extension HumanName Identifier Meta Money Narrative ParameterDefinition Period Quantity Range Ratio Reference RelatedArtifact SampledData Signature SimpleQuantity Timing TriggerDefinition UsageContext base64Binary boolean code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri uuid xhtml Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary BodySite Bundle CapabilityStatement CarePlan CareTeam ChargeItem Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage DataElement DetectedIssue Device DeviceComponent DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference DomainResource EligibilityRequest EligibilityResponse Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare ExpansionProfile ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingManifest ImagingStudy Immunization ImmunizationRecommendation ImplementationGuide Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationRequest MedicationStatement MessageDefinition MessageHeader NamingSystem NutritionOrder Observation OperationDefinition OperationOutcome Organization Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure ProcedureRequest ProcessRequest ProcessResponse Provenance Questionnaire QuestionnaireResponse ReferralRequest RelatedPerson RequestGroup ResearchStudy ResearchSubject Resource RiskAssessment Schedule SearchParameter Sequence ServiceDefinition Slot Specimen StructureDefinition StructureMap Subscription Substance SupplyDelivery SupplyRequest Task TestReport TestScript ValueSet VisionPrescription",
  FHIRAllTypes:
    "Address Age Annotation Attachment BackboneElement CodeableConcept Coding ContactDetail ContactPoint Contributor Count DataRequirement Distance Dosage Duration Element ElementDefinition Extension HumanName Identifier Meta Money Narrative ParameterDefinition Period Quantity Range Ratio Reference RelatedArtifact SampledData Signature SimpleQuantity Timing TriggerDefinition UsageContext base64Binary boolean code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri uuid xhtml Type Any Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary BodySite Bundle CapabilityStatement CarePlan CareTeam ChargeItem Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage DataElement DetectedIssue Device DeviceComponent DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference DomainResource EligibilityRequest EligibilityResponse Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare ExpansionProfile ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingManifest ImagingStudy Immunization ImmunizationRecommendation ImplementationGuide Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationRequest MedicationStatement MessageDefinition MessageHeader NamingSystem NutritionOrder Observation OperationDefinition OperationOutcome Organization Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure ProcedureRequest ProcessRequest ProcessResponse Provenance Questionnaire QuestionnaireResponse ReferralRequest RelatedPerson RequestGroup ResearchStudy ResearchSubject Resource RiskAssessment Schedule SearchParameter Sequence ServiceDefinition Slot Specimen StructureDefinition StructureMap Subscription Substance SupplyDelivery SupplyRequest Task TestReport TestScript ValueSet VisionPrescription",
};

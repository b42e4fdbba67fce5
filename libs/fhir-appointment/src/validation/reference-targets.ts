/**
 * The permitted targets of each Reference, from the StructureDefinitions of FHIR 3.0.2 (HL7, CC0): by type,
 * `element=targets`. Elements that may refer to any resource are left out.
 */
export const REFERENCE_TARGETS: Readonly<Record<string, string>> = {
  Identifier: "assigner=Organization",
  Annotation: "author=Practitioner,Patient,RelatedPerson",
  Signature:
    "who=Practitioner,RelatedPerson,Patient,Device,Organization onBehalfOf=Practitioner,RelatedPerson,Patient,Device,Organization",
  AccountCoverage: "coverage=Coverage",
  AccountGuarantor: "party=Patient,RelatedPerson,Organization",
  Account: "subject=Patient,Device,Practitioner,Location,HealthcareService,Organization owner=Organization",
  ActivityDefinition: "library=Library location=Location product=Medication,Substance transform=StructureMap",
  AdverseEventSuspectEntity:
    "instance=Substance,Medication,MedicationAdministration,MedicationStatement,Device causalityAuthor=Practitioner,PractitionerRole",
  AdverseEvent:
    "subject=Patient,ResearchSubject,Medication,Device reaction=Condition location=Location recorder=Patient,Practitioner,RelatedPerson eventParticipant=Practitioner,Device subjectMedicalHistory=Condition,Observation,AllergyIntolerance,FamilyMemberHistory,Immunization,Procedure referenceDocument=DocumentReference study=ResearchStudy",
  AllergyIntolerance: "patient=Patient recorder=Practitioner,Patient asserter=Patient,RelatedPerson,Practitioner",
  AppointmentParticipant: "actor=Patient,Practitioner,RelatedPerson,Device,HealthcareService,Location",
  Appointment: "indication=Condition,Procedure slot=Slot incomingReferral=ReferralRequest",
  AppointmentResponse:
    "appointment=Appointment actor=Patient,Practitioner,RelatedPerson,Device,HealthcareService,Location",
  AuditEventAgent: "reference=Practitioner,Organization,Device,Patient,RelatedPerson location=Location",
  Basic: "author=Practitioner,Patient,RelatedPerson",
  BodySite: "patient=Patient",
  CapabilityStatementRestResource: "profile=StructureDefinition",
  CapabilityStatementRestOperation: "definition=OperationDefinition",
  CapabilityStatementMessagingSupportedMessage: "definition=MessageDefinition",
  CapabilityStatementMessagingEvent: "request=StructureDefinition response=StructureDefinition",
  CapabilityStatementDocument: "profile=StructureDefinition",
  CapabilityStatement: "profile=StructureDefinition",
  CarePlanActivity:
    "reference=Appointment,CommunicationRequest,DeviceRequest,MedicationRequest,NutritionOrder,Task,ProcedureRequest,ReferralRequest,VisionPrescription,RequestGroup",
  CarePlanActivityDetail:
    "definition=PlanDefinition,ActivityDefinition,Questionnaire reasonReference=Condition goal=Goal location=Location performer=Practitioner,Organization,RelatedPerson,Patient,CareTeam product=Medication,Substance",
  CarePlan:
    "definition=PlanDefinition,Questionnaire basedOn=CarePlan replaces=CarePlan partOf=CarePlan subject=Patient,Group context=Encounter,EpisodeOfCare author=Patient,Practitioner,RelatedPerson,Organization,CareTeam careTeam=CareTeam addresses=Condition goal=Goal",
  CareTeamParticipant: "member=Practitioner,RelatedPerson,Patient,Organization,CareTeam onBehalfOf=Organization",
  CareTeam:
    "subject=Patient,Group context=Encounter,EpisodeOfCare reasonReference=Condition managingOrganization=Organization",
  ChargeItemParticipant: "actor=Practitioner,Organization,Patient,Device,RelatedPerson",
  ChargeItem:
    "partOf=ChargeItem subject=Patient,Group context=Encounter,EpisodeOfCare performingOrganization=Organization requestingOrganization=Organization enterer=Practitioner,Organization,Patient,Device,RelatedPerson service=DiagnosticReport,ImagingStudy,Immunization,MedicationAdministration,MedicationDispense,Observation,Procedure,SupplyDelivery account=Account",
  ClaimRelated: "claim=Claim",
  ClaimPayee: "party=Practitioner,Organization,Patient,RelatedPerson",
  ClaimCareTeam: "provider=Practitioner,Organization",
  ClaimDiagnosis: "diagnosis=Condition",
  ClaimProcedure: "procedure=Procedure",
  ClaimInsurance: "coverage=Coverage claimResponse=ClaimResponse",
  ClaimAccident: "location=Location",
  ClaimItem: "location=Location udi=Device encounter=Encounter",
  ClaimItemDetail: "udi=Device",
  ClaimItemDetailSubDetail: "udi=Device",
  Claim:
    "patient=Patient enterer=Practitioner insurer=Organization provider=Practitioner organization=Organization prescription=MedicationRequest,VisionPrescription originalPrescription=MedicationRequest referral=ReferralRequest facility=Location",
  ClaimResponseInsurance: "coverage=Coverage claimResponse=ClaimResponse",
  ClaimResponse:
    "patient=Patient insurer=Organization requestProvider=Practitioner requestOrganization=Organization request=Claim communicationRequest=CommunicationRequest",
  ClinicalImpressionInvestigation:
    "item=Observation,QuestionnaireResponse,FamilyMemberHistory,DiagnosticReport,RiskAssessment,ImagingStudy",
  ClinicalImpressionFinding: "item=Condition,Observation",
  ClinicalImpression:
    "subject=Patient,Group context=Encounter,EpisodeOfCare assessor=Practitioner previous=ClinicalImpression problem=Condition,AllergyIntolerance prognosisReference=RiskAssessment action=ReferralRequest,ProcedureRequest,Procedure,MedicationRequest,Appointment",
  Communication:
    "definition=PlanDefinition,ActivityDefinition subject=Patient,Group recipient=Device,Organization,Patient,Practitioner,RelatedPerson,Group context=Encounter,EpisodeOfCare sender=Device,Organization,Patient,Practitioner,RelatedPerson reasonReference=Condition,Observation",
  CommunicationRequestRequester: "agent=Practitioner,Organization,Patient,RelatedPerson,Device onBehalfOf=Organization",
  CommunicationRequest:
    "replaces=CommunicationRequest subject=Patient,Group recipient=Device,Organization,Patient,Practitioner,RelatedPerson,Group,CareTeam context=Encounter,EpisodeOfCare sender=Device,Organization,Patient,Practitioner,RelatedPerson reasonReference=Condition,Observation",
  CompositionAttester: "party=Patient,Practitioner,Organization",
  CompositionRelatesTo: "target=Composition",
  Composition: "encounter=Encounter author=Practitioner,Device,Patient,RelatedPerson custodian=Organization",
  ConceptMap: "source=ValueSet target=ValueSet",
  ConditionStage: "assessment=ClinicalImpression,DiagnosticReport,Observation",
  Condition: "subject=Patient,Group context=Encounter,EpisodeOfCare asserter=Practitioner,Patient,RelatedPerson",
  ConsentActor: "reference=Device,Group,CareTeam,Organization,Patient,Practitioner,RelatedPerson",
  ConsentExceptActor: "reference=Device,Group,CareTeam,Organization,Patient,Practitioner,RelatedPerson",
  Consent:
    "patient=Patient consentingParty=Organization,Patient,Practitioner,RelatedPerson organization=Organization source=Consent,DocumentReference,Contract,QuestionnaireResponse",
  ContractAgent: "actor=Contract,Device,Group,Location,Organization,Patient,Practitioner,RelatedPerson,Substance",
  ContractSigner: "party=Organization,Patient,Practitioner,RelatedPerson",
  ContractTermAgent: "actor=Contract,Device,Group,Location,Organization,Patient,Practitioner,RelatedPerson,Substance",
  ContractFriendly: "content=Composition,DocumentReference,QuestionnaireResponse",
  ContractLegal: "content=Composition,DocumentReference,QuestionnaireResponse",
  ContractRule: "content=DocumentReference",
  Contract: "authority=Organization domain=Location binding=Composition,DocumentReference,QuestionnaireResponse",
  Coverage:
    "policyHolder=Patient,RelatedPerson,Organization subscriber=Patient,RelatedPerson beneficiary=Patient payor=Organization,Patient,RelatedPerson contract=Contract",
  ElementDefinitionBinding: "valueSet=ValueSet",
  DetectedIssueMitigation: "author=Practitioner",
  DetectedIssue: "patient=Patient author=Practitioner,Device",
  Device: "patient=Patient owner=Organization location=Location",
  DeviceComponent: "source=Device parent=DeviceComponent",
  DeviceMetric: "source=Device parent=DeviceComponent",
  DeviceRequestRequester: "agent=Device,Practitioner,Organization onBehalfOf=Organization",
  DeviceRequest:
    "definition=ActivityDefinition,PlanDefinition code=Device subject=Patient,Group,Location,Device context=Encounter,EpisodeOfCare performer=Practitioner,Organization,Patient,Device,RelatedPerson,HealthcareService relevantHistory=Provenance",
  DeviceUseStatement: "subject=Patient,Group source=Patient,Practitioner,RelatedPerson device=Device",
  DiagnosticReportPerformer: "actor=Practitioner,Organization",
  DiagnosticReportImage: "link=Media",
  DiagnosticReport:
    "basedOn=CarePlan,ImmunizationRecommendation,MedicationRequest,NutritionOrder,ProcedureRequest,ReferralRequest subject=Patient,Group,Device,Location context=Encounter,EpisodeOfCare specimen=Specimen result=Observation imagingStudy=ImagingStudy,ImagingManifest",
  DocumentManifest:
    "subject=Patient,Practitioner,Group,Device author=Practitioner,Organization,Device,Patient,RelatedPerson recipient=Patient,Practitioner,RelatedPerson,Organization",
  DocumentReferenceRelatesTo: "target=DocumentReference",
  DocumentReferenceContext: "encounter=Encounter sourcePatientInfo=Patient",
  DocumentReference:
    "subject=Patient,Practitioner,Group,Device author=Practitioner,Organization,Device,Patient,RelatedPerson authenticator=Practitioner,Organization custodian=Organization",
  EligibilityRequest:
    "patient=Patient enterer=Practitioner provider=Practitioner organization=Organization insurer=Organization facility=Location coverage=Coverage",
  EligibilityResponseInsurance: "coverage=Coverage contract=Contract",
  EligibilityResponse:
    "requestProvider=Practitioner requestOrganization=Organization request=EligibilityRequest insurer=Organization",
  EncounterParticipant: "individual=Practitioner,RelatedPerson",
  EncounterDiagnosis: "condition=Condition,Procedure",
  EncounterHospitalization: "origin=Location destination=Location",
  EncounterLocation: "location=Location",
  Encounter:
    "subject=Patient,Group episodeOfCare=EpisodeOfCare incomingReferral=ReferralRequest appointment=Appointment account=Account serviceProvider=Organization partOf=Encounter",
  Endpoint: "managingOrganization=Organization",
  EnrollmentRequest:
    "insurer=Organization provider=Practitioner organization=Organization subject=Patient coverage=Coverage",
  EnrollmentResponse:
    "request=EnrollmentRequest organization=Organization requestProvider=Practitioner requestOrganization=Organization",
  EpisodeOfCareDiagnosis: "condition=Condition",
  EpisodeOfCare:
    "patient=Patient managingOrganization=Organization referralRequest=ReferralRequest careManager=Practitioner team=CareTeam account=Account",
  ExplanationOfBenefitRelated: "claim=Claim",
  ExplanationOfBenefitPayee: "party=Practitioner,Organization,Patient,RelatedPerson",
  ExplanationOfBenefitCareTeam: "provider=Practitioner,Organization",
  ExplanationOfBenefitDiagnosis: "diagnosis=Condition",
  ExplanationOfBenefitProcedure: "procedure=Procedure",
  ExplanationOfBenefitInsurance: "coverage=Coverage",
  ExplanationOfBenefitAccident: "location=Location",
  ExplanationOfBenefitItem: "location=Location udi=Device encounter=Encounter",
  ExplanationOfBenefitItemDetail: "udi=Device",
  ExplanationOfBenefitItemDetailSubDetail: "udi=Device",
  ExplanationOfBenefit:
    "patient=Patient enterer=Practitioner insurer=Organization provider=Practitioner organization=Organization referral=ReferralRequest facility=Location claim=Claim claimResponse=ClaimResponse prescription=MedicationRequest,VisionPrescription originalPrescription=MedicationRequest",
  FamilyMemberHistory:
    "definition=PlanDefinition,Questionnaire patient=Patient reasonReference=Condition,Observation,AllergyIntolerance,QuestionnaireResponse",
  Flag: "subject=Patient,Location,Group,Organization,Practitioner,PlanDefinition,Medication,Procedure encounter=Encounter author=Device,Organization,Patient,Practitioner",
  Goal: "subject=Patient,Group,Organization expressedBy=Patient,Practitioner,RelatedPerson addresses=Condition,Observation,MedicationStatement,NutritionOrder,ProcedureRequest,RiskAssessment outcomeReference=Observation",
  GroupMember: "entity=Patient,Practitioner,Device,Medication,Substance",
  DataRequirementCodeFilter: "valueSet=ValueSet",
  GuidanceResponse:
    "module=ServiceDefinition subject=Patient,Group context=Encounter,EpisodeOfCare performer=Device evaluationMessage=OperationOutcome outputParameters=Parameters result=CarePlan,RequestGroup",
  HealthcareService: "providedBy=Organization location=Location coverageArea=Location endpoint=Endpoint",
  ImagingManifestStudy: "imagingStudy=ImagingStudy endpoint=Endpoint",
  ImagingManifestStudySeries: "endpoint=Endpoint",
  ImagingManifest: "patient=Patient author=Practitioner,Device,Organization,Patient,RelatedPerson",
  ImagingStudySeries: "endpoint=Endpoint performer=Practitioner",
  ImagingStudy:
    "patient=Patient context=Encounter,EpisodeOfCare basedOn=ReferralRequest,CarePlan,ProcedureRequest referrer=Practitioner interpreter=Practitioner endpoint=Endpoint procedureReference=Procedure",
  ImmunizationPractitioner: "actor=Practitioner",
  ImmunizationReaction: "detail=Observation",
  ImmunizationVaccinationProtocol: "authority=Organization",
  Immunization: "patient=Patient encounter=Encounter location=Location manufacturer=Organization",
  ImmunizationRecommendationRecommendation:
    "supportingImmunization=Immunization supportingPatientInformation=Observation,AllergyIntolerance",
  ImmunizationRecommendationRecommendationProtocol: "authority=Organization",
  ImmunizationRecommendation: "patient=Patient",
  ImplementationGuidePackageResource: "exampleFor=StructureDefinition",
  ImplementationGuideGlobal: "profile=StructureDefinition",
  ParameterDefinition: "profile=StructureDefinition",
  Linkage: "author=Practitioner,Organization",
  List: "subject=Patient,Group,Device,Location encounter=Encounter source=Practitioner,Patient,Device",
  Location: "managingOrganization=Organization partOf=Location endpoint=Endpoint",
  Measure: "library=Library",
  MeasureReportGroupPopulation: "patients=List",
  MeasureReportGroupStratifierStratumPopulation: "patients=List",
  MeasureReport: "measure=Measure patient=Patient reportingOrganization=Organization evaluatedResources=Bundle",
  Media:
    "basedOn=ProcedureRequest subject=Patient,Practitioner,Group,Device,Specimen context=Encounter,EpisodeOfCare operator=Practitioner device=Device,DeviceMetric",
  MedicationIngredient: "item=Substance,Medication",
  MedicationPackageContent: "item=Medication",
  Medication: "manufacturer=Organization",
  MedicationAdministrationPerformer: "actor=Practitioner,Patient,RelatedPerson,Device onBehalfOf=Organization",
  MedicationAdministration:
    "definition=PlanDefinition,ActivityDefinition partOf=MedicationAdministration,Procedure medication=Medication subject=Patient,Group context=Encounter,EpisodeOfCare reasonReference=Condition,Observation prescription=MedicationRequest device=Device eventHistory=Provenance",
  MedicationDispensePerformer: "actor=Practitioner,Organization,Patient,Device,RelatedPerson onBehalfOf=Organization",
  MedicationDispenseSubstitution: "responsibleParty=Practitioner",
  MedicationDispense:
    "partOf=Procedure medication=Medication subject=Patient,Group context=Encounter,EpisodeOfCare authorizingPrescription=MedicationRequest destination=Location receiver=Patient,Practitioner detectedIssue=DetectedIssue notDoneReason=DetectedIssue eventHistory=Provenance",
  MedicationRequestRequester: "agent=Practitioner,Organization,Patient,RelatedPerson,Device onBehalfOf=Organization",
  MedicationRequestDispenseRequest: "performer=Organization",
  MedicationRequest:
    "definition=ActivityDefinition,PlanDefinition basedOn=CarePlan,MedicationRequest,ProcedureRequest,ReferralRequest medication=Medication subject=Patient,Group context=Encounter,EpisodeOfCare recorder=Practitioner reasonReference=Condition,Observation priorPrescription=MedicationRequest detectedIssue=DetectedIssue eventHistory=Provenance",
  MedicationStatement:
    "basedOn=MedicationRequest,CarePlan,ProcedureRequest,ReferralRequest partOf=MedicationAdministration,MedicationDispense,MedicationStatement,Procedure,Observation context=Encounter,EpisodeOfCare medication=Medication informationSource=Patient,Practitioner,RelatedPerson,Organization subject=Patient,Group reasonReference=Condition,Observation",
  MessageDefinitionFocus: "profile=StructureDefinition",
  MessageDefinitionAllowedResponse: "message=MessageDefinition",
  MessageDefinition: "base=MessageDefinition parent=ActivityDefinition,PlanDefinition replaces=MessageDefinition",
  MessageHeaderDestination: "target=Device",
  MessageHeaderResponse: "details=OperationOutcome",
  MessageHeader:
    "receiver=Practitioner,Organization sender=Practitioner,Organization enterer=Practitioner author=Practitioner responsible=Practitioner,Organization",
  NamingSystem: "replacedBy=NamingSystem",
  NutritionOrder: "patient=Patient encounter=Encounter orderer=Practitioner allergyIntolerance=AllergyIntolerance",
  ObservationRelated: "target=Observation,QuestionnaireResponse,Sequence",
  Observation:
    "basedOn=CarePlan,DeviceRequest,ImmunizationRecommendation,MedicationRequest,NutritionOrder,ProcedureRequest,ReferralRequest subject=Patient,Group,Device,Location context=Encounter,EpisodeOfCare performer=Practitioner,Organization,Patient,RelatedPerson specimen=Specimen device=Device,DeviceMetric",
  OperationDefinitionParameter: "profile=StructureDefinition",
  OperationDefinitionParameterBinding: "valueSet=ValueSet",
  OperationDefinition: "base=OperationDefinition",
  Organization: "partOf=Organization endpoint=Endpoint",
  PatientContact: "organization=Organization",
  PatientLink: "other=Patient,RelatedPerson",
  Patient: "generalPractitioner=Organization,Practitioner managingOrganization=Organization",
  PaymentNotice: "target=Organization provider=Practitioner organization=Organization",
  PaymentReconciliationDetail: "submitter=Organization payee=Organization",
  PaymentReconciliation:
    "organization=Organization request=ProcessRequest requestProvider=Practitioner requestOrganization=Organization",
  PersonLink: "target=Patient,Practitioner,RelatedPerson,Person",
  Person: "managingOrganization=Organization",
  PlanDefinitionAction: "definition=ActivityDefinition,PlanDefinition transform=StructureMap",
  TriggerDefinition: "eventTiming=Schedule",
  PlanDefinition: "library=Library",
  PractitionerQualification: "issuer=Organization",
  PractitionerRole:
    "practitioner=Practitioner organization=Organization location=Location healthcareService=HealthcareService endpoint=Endpoint",
  ProcedurePerformer: "actor=Practitioner,Organization,Patient,RelatedPerson,Device onBehalfOf=Organization",
  ProcedureFocalDevice: "manipulated=Device",
  Procedure:
    "definition=PlanDefinition,ActivityDefinition,HealthcareService basedOn=CarePlan,ProcedureRequest,ReferralRequest partOf=Procedure,Observation,MedicationAdministration subject=Patient,Group context=Encounter,EpisodeOfCare location=Location reasonReference=Condition,Observation report=DiagnosticReport complicationDetail=Condition usedReference=Device,Medication,Substance",
  ProcedureRequestRequester: "agent=Device,Practitioner,Organization onBehalfOf=Organization",
  ProcedureRequest:
    "definition=ActivityDefinition,PlanDefinition subject=Patient,Group,Location,Device context=Encounter,EpisodeOfCare performer=Practitioner,Organization,Patient,Device,RelatedPerson,HealthcareService reasonReference=Condition,Observation specimen=Specimen relevantHistory=Provenance",
  ProcessRequest: "target=Organization provider=Practitioner organization=Organization",
  ProcessResponse:
    "organization=Organization requestProvider=Practitioner requestOrganization=Organization communicationRequest=CommunicationRequest",
  ProvenanceAgent:
    "who=Practitioner,RelatedPerson,Patient,Device,Organization onBehalfOf=Practitioner,RelatedPerson,Patient,Device,Organization",
  Provenance: "location=Location",
  QuestionnaireItem: "options=ValueSet",
  QuestionnaireResponse:
    "basedOn=ReferralRequest,CarePlan,ProcedureRequest parent=Observation,Procedure questionnaire=Questionnaire context=Encounter,EpisodeOfCare author=Device,Practitioner,Patient,RelatedPerson source=Patient,Practitioner,RelatedPerson",
  ReferralRequestRequester: "agent=Practitioner,Organization,Patient,RelatedPerson,Device onBehalfOf=Organization",
  ReferralRequest:
    "definition=ActivityDefinition,PlanDefinition basedOn=ReferralRequest,CarePlan,ProcedureRequest replaces=ReferralRequest subject=Patient,Group context=Encounter,EpisodeOfCare recipient=Practitioner,Organization,HealthcareService reasonReference=Condition,Observation relevantHistory=Provenance",
  RelatedPerson: "patient=Patient",
  RequestGroupAction: "participant=Patient,Person,Practitioner,RelatedPerson",
  RequestGroup: "subject=Patient,Group context=Encounter,EpisodeOfCare author=Device,Practitioner",
  ResearchStudy:
    "protocol=PlanDefinition partOf=ResearchStudy enrollment=Group sponsor=Organization principalInvestigator=Practitioner site=Location",
  ResearchSubject: "study=ResearchStudy individual=Patient consent=Consent",
  RiskAssessment:
    "subject=Patient,Group context=Encounter,EpisodeOfCare condition=Condition performer=Practitioner,Device",
  Schedule: "actor=Patient,Practitioner,PractitionerRole,RelatedPerson,Device,HealthcareService,Location",
  SearchParameterComponent: "definition=SearchParameter",
  SequenceReferenceSeq: "referenceSeqPointer=Sequence",
  SequenceVariant: "variantPointer=Observation",
  Sequence: "patient=Patient specimen=Specimen device=Device performer=Organization pointer=Sequence",
  ServiceDefinition: "operationDefinition=OperationDefinition",
  Slot: "schedule=Schedule",
  SpecimenCollection: "collector=Practitioner",
  SpecimenProcessing: "additive=Substance",
  SpecimenContainer: "additive=Substance",
  Specimen: "subject=Patient,Group,Device,Substance parent=Specimen request=ProcedureRequest",
  SubstanceIngredient: "substance=Substance",
  SupplyDeliverySuppliedItem: "item=Medication,Substance,Device",
  SupplyDelivery:
    "basedOn=SupplyRequest partOf=SupplyDelivery,Contract patient=Patient supplier=Practitioner,Organization destination=Location receiver=Practitioner",
  SupplyRequestOrderedItem: "item=Medication,Substance,Device",
  SupplyRequestRequester: "agent=Practitioner,Organization,Patient,RelatedPerson,Device onBehalfOf=Organization",
  SupplyRequest: "supplier=Organization deliverFrom=Organization,Location deliverTo=Organization,Location,Patient",
  TaskRequester: "agent=Device,Organization,Patient,Practitioner,RelatedPerson onBehalfOf=Organization",
  TaskRestriction: "recipient=Patient,Practitioner,RelatedPerson,Group,Organization",
  Task: "definition=ActivityDefinition partOf=Task context=Encounter,EpisodeOfCare owner=Device,Organization,Patient,Practitioner,RelatedPerson relevantHistory=Provenance",
  TestReport: "testScript=TestScript",
  TestScriptMetadataCapability: "capabilities=CapabilityStatement",
  VisionPrescription: "patient=Patient encounter=Encounter prescriber=Practitioner reason=Condition",
};

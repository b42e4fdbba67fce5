/**
 * A profile as data: its additions to base STU3 for one resource type. A deployment writes one like
 * `careConnectAppointment1` and passes it to `validateProfile`.
 */
export interface Profile {
  /** First part of its rule keys: `careconnect-appointment-1`. */
  readonly key: string;
  /** Canonical URL of the StructureDefinition. */
  readonly url: string;
  readonly version: string;
  /** The resource type that it constrains. */
  readonly type: string;
  /** Rule keys are `[key]:[path without the type].[min | max | types | fixed | binding | targets]`. */
  readonly elements: readonly ElementConstraint[];
  /** Rule keys are `[key]:extension.[slice].[min | max | context | modifier]` and `[key]:extension.[slice].value.[...]`. */
  readonly extensions: readonly ExtensionSlice[];
}

/**
 * A profile's constraints on one element. Paths are those of FHIRPath, without indexes:
 * `Appointment.participant.actor`.
 */
export interface ElementConstraint extends ValueConstraint {
  readonly path: string;
}

export interface ValueConstraint {
  /** Default 0. */
  readonly min?: number;
  /** Default: as in base STU3. */
  readonly max?: number;
  /** For a choice, the remaining types. */
  readonly types?: readonly string[];
  /** For a Reference, the remaining resource types. */
  readonly targets?: readonly string[];
  /** The only allowed value, for primitives. */
  readonly fixed?: string | number | boolean;
  readonly binding?: Binding;
  /** For systems that fill in the element; never an issue. */
  readonly mustSupport?: boolean;
}

/**
 * A value set, given as its code systems with their codes. A violation of a `required` binding is an error, and one of
 * an `extensible` binding a warning.
 */
export interface Binding {
  readonly strength: "required" | "extensible";
  readonly valueSet: string;
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An extension, identified by its url among the extensions of the resource. Other extensions are allowed. */
export interface ExtensionSlice {
  readonly slice: string;
  readonly url: string;
  readonly min: number;
  readonly max: number;
  /** True for a modifierExtension. Default false. */
  readonly modifier?: boolean;
  /** Paths of the elements that may have it; a bare type name for a resource. */
  readonly context: readonly string[];
  readonly value: ValueConstraint & { readonly types: readonly string[] };
}

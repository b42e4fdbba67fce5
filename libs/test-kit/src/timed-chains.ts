import type { Authority, CertificateOptions, Issued } from "./certificates.js";
import { createAuthority } from "./authority.js";
import type { RevocationListOptions } from "./revocation-list.js";

/**
 * The change in a client's acceptance at the moment. `ends`: it is accepted before and refused after. `begins`: the
 * reverse. `lasts`: it is always accepted.
 */
export type Validity = "ends" | "begins" | "lasts";

export interface TimedCase {
  readonly name: string;
  readonly validity: Validity;
  /** True if OpenSSL, which uses the system clock, refuses it in a handshake too. */
  readonly byCertificates: boolean;
}

/** A client whose acceptance depends on time, with the certificates that a registry must trust for it. */
export interface TimedChain extends TimedCase {
  readonly client: Issued;
  /** PEM. */
  readonly trusted: TrustedPem;
  /** The replacement before the moment. */
  readonly replaced?: TrustedPem;
}

export interface TrustedPem {
  readonly authorities: string;
  readonly lists: string;
}

const HOUR = 3_600_000;
type Make = (moment: Date, later: Date) => Promise<Omit<TimedChain, keyof TimedCase>>;

interface Times {
  readonly leaf?: CertificateOptions;
  readonly intermediate?: CertificateOptions;
  readonly authority?: CertificateOptions;
  readonly rootList?: RevocationListOptions;
  readonly list?: RevocationListOptions;
}

/**
 * Returns a client below an intermediate. Each of the three certificates and the two lists may have different times.
 */
async function below(times: Times): Promise<Pick<TimedChain, "client" | "trusted">> {
  const root = await createAuthority(newName(), times.authority);
  const intermediate = await root.intermediate(newName(), times.intermediate);
  return {
    client: await intermediate.issue("CN=client", times.leaf),
    trusted: getTrust(root, await root.crl([], times.rootList), await intermediate.crl([], times.list)),
  };
}

/** Returns a client of the authority itself. */
async function under(root: Authority, ...lists: readonly string[]): Promise<Pick<TimedChain, "client" | "trusted">> {
  return { client: await root.issue("CN=client"), trusted: getTrust(root, ...lists) };
}

function getTrust(root: Authority, ...lists: readonly string[]): TrustedPem {
  return { authorities: root.cert, lists: lists.join("") };
}

let names = 0;
/** Returns a new name. No two authorities share a name, so one registry can trust all chains. */
const newName = (): string => `Authority ${process.pid}-${++names}`;

const OF_CERTIFICATES = { byCertificates: true };
const OF_LISTS = { byCertificates: false };
const ENDS = { validity: "ends" } as const;
const BEGINS = { validity: "begins" } as const;
const LASTS = { validity: "lasts" } as const;

const CASES: readonly (TimedCase & { readonly make: Make })[] = [
  {
    name: "the client's certificate ends",
    ...ENDS,
    ...OF_CERTIFICATES,
    make: (notAfter) => below({ leaf: { notAfter } }),
  },
  {
    name: "an intermediate ends",
    ...ENDS,
    ...OF_CERTIFICATES,
    make: (notAfter) => below({ intermediate: { notAfter } }),
  },
  { name: "the authority ends", ...ENDS, ...OF_CERTIFICATES, make: (notAfter) => below({ authority: { notAfter } }) },
  {
    name: "the list of the authority ends",
    ...ENDS,
    ...OF_LISTS,
    make: async (nextUpdate) => {
      const root = await createAuthority(newName());
      return under(root, await root.crl([], { nextUpdate }));
    },
  },
  {
    name: "the list of the authority above an intermediate ends",
    ...ENDS,
    ...OF_LISTS,
    make: (nextUpdate) => below({ rootList: { nextUpdate } }),
  },
  {
    name: "the list of an intermediate ends",
    ...ENDS,
    ...OF_LISTS,
    make: (nextUpdate) => below({ list: { nextUpdate } }),
  },
  {
    name: "the first of several ends",
    ...ENDS,
    ...OF_LISTS,
    make: (nextUpdate, later) =>
      below({ leaf: { notAfter: later }, rootList: { nextUpdate: later }, list: { nextUpdate } }),
  },
  {
    name: "the client's certificate begins",
    ...BEGINS,
    ...OF_CERTIFICATES,
    make: (notBefore) => below({ leaf: { notBefore } }),
  },
  {
    name: "an intermediate begins",
    ...BEGINS,
    ...OF_CERTIFICATES,
    make: (notBefore) => below({ intermediate: { notBefore } }),
  },
  {
    name: "the authority begins",
    ...BEGINS,
    ...OF_CERTIFICATES,
    make: (notBefore) => below({ authority: { notBefore } }),
  },
  {
    name: "the list of an intermediate begins",
    ...BEGINS,
    ...OF_LISTS,
    make: (thisUpdate) => below({ list: { thisUpdate } }),
  },
  {
    name: "lists have no nextUpdate",
    ...LASTS,
    ...OF_LISTS,
    make: () => below({ rootList: { nextUpdate: "never" }, list: { nextUpdate: "never" } }),
  },
  {
    name: "a list ends, of which a second begins before",
    ...LASTS,
    ...OF_LISTS,
    make: async (moment, later) => {
      const root = await createAuthority(newName());
      const thisUpdate = new Date(moment.getTime() - 1000);
      const first = await root.crl([], { nextUpdate: moment });
      return under(root, first, await root.crl([], { thisUpdate, nextUpdate: later }));
    },
  },
  {
    name: "an intermediate ends, of which the registry has a cross-certificate",
    ...LASTS,
    ...OF_CERTIFICATES,
    make: async (notAfter) => {
      const [root, other] = [await createAuthority(newName()), await createAuthority(newName())];
      const intermediate = await root.intermediate(newName(), { notAfter });
      const lists = await Promise.all([root, other, intermediate].map((each) => each.crl([])));
      return {
        client: await intermediate.issue("CN=client"),
        trusted: {
          authorities: root.cert + other.cert + (await other.certify(intermediate)),
          lists: lists.join(""),
        },
      };
    },
  },
  {
    name: "a list ends that is replaced in time",
    ...LASTS,
    ...OF_LISTS,
    make: async (nextUpdate) => {
      const root = await createAuthority(newName());
      const chain = await under(root, await root.crl([], { nextUpdate }));
      return { ...chain, replaced: { ...chain.trusted, lists: await root.crl([]) } };
    },
  },
  {
    name: "a list ends, and the one that replaces it",
    ...ENDS,
    ...OF_LISTS,
    make: async (nextUpdate) => {
      const root = await createAuthority(newName());
      const chain = await under(root, await root.crl([]));
      return { ...chain, replaced: { ...chain.trusted, lists: await root.crl([], { nextUpdate }) } };
    },
  },
  {
    name: "an authority ends whose certificate is replaced in time",
    ...LASTS,
    ...OF_CERTIFICATES,
    make: async (notAfter) => {
      const root = await createAuthority(newName(), { notAfter });
      const chain = await under(root, await root.crl([]));
      return { ...chain, replaced: { ...chain.trusted, authorities: await root.certify(root) } };
    },
  },
];

export const TIMED_CASES: readonly TimedCase[] = CASES;

/** @param moment a whole second: certificates have no finer resolution */
export function timedChains(moment: Date): Promise<TimedChain[]> {
  const later = new Date(moment.getTime() + HOUR);
  return Promise.all(
    CASES.map(async ({ name, validity, byCertificates, make }) => ({
      name,
      validity,
      byCertificates,
      ...(await make(moment, later)),
    })),
  );
}

/**
 * A token whose acceptance depends on time, if no tolerance is configured and the maximum age of tokens is 86,400
 * seconds.
 */
export interface TimedToken {
  readonly name: string;
  readonly validity: Validity;
  /** @param moment epoch seconds */
  readonly claims: (moment: number) => Record<string, unknown>;
}

const DAY_SECONDS = 86_400;
export const TIMED_TOKENS: readonly TimedToken[] = [
  { name: "exp of the token", validity: "ends", claims: (exp) => ({ exp }) },
  {
    name: "the greatest age of the token",
    validity: "ends",
    claims: (moment) => ({ iat: moment - DAY_SECONDS, nbf: undefined, exp: moment + 3600 }),
  },
  {
    name: "nbf of the token",
    validity: "begins",
    claims: (nbf) => ({ nbf, exp: nbf + 3600 }),
  },
  {
    name: "iat of the token",
    validity: "begins",
    claims: (iat) => ({ iat, nbf: undefined, exp: iat + 3600 }),
  },
];

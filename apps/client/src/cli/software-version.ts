/** Of `package.json`; a test holds them together. */
export const SOFTWARE_VERSION = "0.1.0";

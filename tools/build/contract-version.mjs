import { join } from "node:path";
import { VersionActions } from "nx/release";

const VERSION = /^ {2}version: (\d+\.\d+\.\d+)$/m;

/**
 * Provides the version of the contract to `nx release`. A change to the contract includes its next version in registry.yaml and its
 * changelog, and `npm run contract` compares it with the published contract. A release publishes that version: openapi/published.json
 * becomes the bundle without its examples.
 */
// eslint-disable-next-line no-restricted-syntax -- nx takes the default export
export default class ContractVersion extends VersionActions {
  validManifestFilenames = ["published.json"];
  excludeManifestsFromFormatting = true;
  #tree;

  async init(tree) {
    this.#tree = tree;
    await super.init(tree);
  }

  async readCurrentVersionFromSourceManifest(tree) {
    const manifestPath = this.#path("published.json");
    return { manifestPath, currentVersion: JSON.parse(tree.read(manifestPath, "utf8")).info.version };
  }

  async calculateNewVersion(currentVersion) {
    const newVersion = VERSION.exec(this.#tree.read(this.#path("registry.yaml"), "utf8"))?.[1];
    if (newVersion === undefined) throw new Error("openapi/registry.yaml has no info.version.");
    if (newVersion.localeCompare(currentVersion, "en", { numeric: true }) <= 0)
      throw new Error(`openapi/registry.yaml must have a version above ${currentVersion}.`);
    return { newVersion, logText: `openapi/registry.yaml has version ${newVersion}` };
  }

  async updateProjectVersion(tree, newVersion) {
    const { withoutExamples } = await import("@appointment-registry/codegen/contract-versions");
    const bundle = JSON.parse(tree.read(this.#path("registry.bundle.json"), "utf8"));
    if (bundle.info.version !== newVersion) throw new Error("openapi/registry.bundle.json is stale: npm run generate");
    tree.write(this.#path("published.json"), `${JSON.stringify(withoutExamples(bundle), null, 1)}\n`);
    return [`Version ${newVersion} written to ${this.#path("published.json")}`];
  }

  async updateProjectDependencies() {
    return [];
  }

  async readCurrentVersionFromRegistry() {
    return null;
  }

  async readCurrentVersionOfDependency() {
    return { currentVersion: null, dependencyCollection: null };
  }

  #path(file) {
    return join(this.projectGraphNode.data.root, file);
  }
}

import type { FileHandle } from "node:fs/promises";
import { open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { TrailPosition } from "./checkpoint.js";
import { NEXT, toFileName } from "./trail-files.js";

/** The current file, to which records are written, and the next one, which is opened before it is needed. */
export class RecordFiles {
  #next: FileHandle | undefined;

  private constructor(
    private readonly directory: string,
    /** The folder is kept open, so that a new name can be made durable without another descriptor. */
    private readonly folder: FileHandle,
    private handle: FileHandle,
    private first: number,
    private bytes: number,
  ) {}

  static async open(directory: string, first: number, bytes: number): Promise<RecordFiles> {
    const folder = await open(directory, "r");
    try {
      const handle = await open(join(directory, toFileName(first)), "a", 0o600);
      const files = new RecordFiles(directory, folder, handle, first, bytes);
      await files.#syncFolder();
      await files.prepareNext();
      return files;
    } catch (error) {
      await folder.close();
      throw error;
    }
  }

  get position(): TrailPosition {
    return { file: this.first, bytes: this.bytes };
  }

  get isNextReady(): boolean {
    return this.#next !== undefined;
  }

  /**
   * Appends the whole block or nothing: a partial write is undone. `broken` receives the reason if undoing it fails.
   */
  async append(block: Buffer, broken: (cause: unknown) => void): Promise<void> {
    try {
      for (let at = 0; at < block.length;) at += (await this.handle.write(block, at)).bytesWritten;
    } catch (error) {
      await this.handle.truncate(this.bytes).catch(broken);
      throw error;
    }
    this.bytes += block.length;
  }

  sync(): Promise<void> {
    return this.handle.datasync();
  }

  /** Rejects if the next file cannot be opened now: descriptors, space, rights, the folder. */
  async prepareNext(): Promise<void> {
    this.#next ??= await open(join(this.directory, NEXT), "a", 0o600);
  }

  /** Continues in the next file, whose first record has this sequence. All earlier records must be on disk. */
  async rotate(first: number): Promise<void> {
    const next = this.#next;
    if (next === undefined) throw new Error("The next file of the audit trail is not open.");
    await rename(join(this.directory, NEXT), join(this.directory, toFileName(first)));
    await this.#syncFolder();
    const before = this.handle;
    [this.handle, this.first, this.bytes, this.#next] = [next, first, 0, undefined];
    await before.close();
  }

  /** Rejects if the folder was removed or replaced, in which case written records would be lost. */
  async checkPlace(): Promise<void> {
    const [there, ours] = await Promise.all([stat(join(this.directory, toFileName(this.first))), this.handle.stat()]);
    if (there.ino !== ours.ino || there.dev !== ours.dev)
      throw new Error("The files of the audit trail were replaced.");
  }

  async close(): Promise<void> {
    const handles = [this.handle, this.folder, ...(this.#next === undefined ? [] : [this.#next])];
    const closed = await Promise.allSettled(handles.map((each) => each.close()));
    // The next file is empty; the current one has the records.
    await rm(join(this.directory, NEXT), { force: true });
    for (const each of closed) if (each.status === "rejected") throw each.reason;
  }

  /** Flushes the folder; not every system supports that. */
  async #syncFolder(): Promise<void> {
    await this.folder.sync().catch(() => undefined);
  }
}

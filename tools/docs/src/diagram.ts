import { escape } from "./escape.js";

interface Participant {
  readonly id: string;
  readonly name: string;
}

interface Step {
  readonly kind: "request" | "response" | "lost" | "note";
  /** Positions of participants. For a note, from left to right. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const ARROWS: Readonly<Record<string, Step["kind"]>> = { "->>": "request", "-->>": "response", "--x": "lost" };
/** Width in pixels at a text size of 13 px. The characters of a proportional font are narrower than this on average. */
const CHARACTER = 7.2;
const LINE = 17;
const HEAD = 34;
const SIDE = 62;

/**
 * Returns the SVG of a Mermaid sequence diagram: participants, `->>` (request), `-->>` (response), `--x` (lost response), `Note over`. The
 * style sheet sets its colours, so that it follows the theme and can be printed.
 * @throws Error for an unknown line of Mermaid
 */
export function sequenceDiagram(text: string): string {
  const { title, participants, steps } = parse(text);
  const lane = participants.length === 2 ? 264 : 190;
  const width = SIDE * 2 + lane * (participants.length - 1);
  const at = (position: number): number => SIDE + lane * position;
  const drawn: string[] = [];
  let y = HEAD + 12;
  for (const step of steps) {
    const span = Math.max(1, Math.abs(step.to - step.from)) * lane;
    const lines = wrap(step.text, Math.floor((span - 12) / CHARACTER));
    const middle = (at(step.from) + at(step.to)) / 2;
    if (step.kind === "note") {
      const height = lines.length * LINE + 10;
      drawn.push(
        `<rect class="note" x="${middle - span / 2}" y="${y}" width="${span}" height="${height}"/>`,
        ...printLines(lines, middle, y + 17),
      );
      y += height + 12;
    } else {
      drawn.push(...printLines(lines, middle, y + 12));
      y += lines.length * LINE + 4;
      drawn.push(printArrow(step.kind, at(step.from), at(step.to), y));
      y += 16;
    }
  }
  const heads = participants.map(
    ({ name }, position) =>
      `<line class="lane" x1="${at(position)}" y1="${HEAD}" x2="${at(position)}" y2="${y}"/>` +
      `<rect class="head" x="${at(position) - SIDE + 2}" y="1" width="${SIDE * 2 - 4}" height="${HEAD - 2}"/>` +
      `<text class="name" x="${at(position)}" y="22">${escape(name)}</text>`,
  );
  return `<svg class="diagram" role="img" aria-label="${escape(spoken(title, participants, steps))}" viewBox="0 0 ${width} ${y + 4}" width="${width}" height="${y + 4}">
${[...heads, ...drawn].join("\n")}
</svg>`;
}

function parse(text: string): { title: string; participants: readonly Participant[]; steps: readonly Step[] } {
  const participants: Participant[] = [];
  const steps: Step[] = [];
  let title = "";
  const position = (id: string | undefined): number => {
    const found = participants.findIndex((each) => each.id === id);
    if (found < 0) throw new Error(`No participant is named ${id}.`);
    return found;
  };
  for (const line of text.split("\n").map((each) => each.trim())) {
    const participant = /^participant (\w+) as (.+)$/.exec(line);
    const message = /^(\w+)(-->>|->>|--x)(\w+): (.+)$/.exec(line);
    const note = /^Note over (\w+)(?:,(\w+))?: (.+)$/.exec(line);
    if (line === "" || line === "sequenceDiagram") continue;
    if (line.startsWith("accTitle: ")) title = line.slice(10);
    else if (participant !== null) participants.push({ id: participant[1] ?? "", name: participant[2] ?? "" });
    else if (message !== null)
      steps.push({
        kind: ARROWS[message[2] ?? ""] ?? "request",
        from: position(message[1]),
        to: position(message[3]),
        text: message[4] ?? "",
      });
    else if (note !== null)
      steps.push({ kind: "note", from: position(note[1]), to: position(note[2] ?? note[1]), text: note[3] ?? "" });
    else throw new Error(`A diagram cannot contain this line: ${line}`);
  }
  return { title, participants, steps };
}

/** Returns the whole diagram for screen readers, with one sentence for each step. */
function spoken(title: string, participants: readonly Participant[], steps: readonly Step[]): string {
  const sentences = steps.map(({ kind, from, to, text }) => {
    const [sender, receiver] = [participants[from]?.name, participants[to]?.name];
    if (kind === "note") return `${text}.`;
    return `${sender} to ${receiver}${kind === "lost" ? ", lost" : ""}: ${text}.`;
  });
  return [`${title}.`, ...sentences].join(" ");
}

function wrap(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= length) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const printLines = (lines: readonly string[], x: number, y: number): string[] =>
  lines.map((line, index) => `<text x="${x}" y="${y + index * LINE}">${escape(line)}</text>`);

function printArrow(kind: Step["kind"], from: number, to: number, y: number): string {
  const forward = to > from ? 1 : -1;
  const end = kind === "lost" ? (from + to) / 2 : to - forward;
  const line = `<line class="${kind}" x1="${from}" y1="${y}" x2="${end}" y2="${y}"/>`;
  if (kind === "lost") return `${line}<path class="cross" d="M${end - 6} ${y - 6}l12 12m0 -12l-12 12"/>`;
  return `${line}<path class="arrow" d="M${end} ${y}l${-9 * forward} -4.5v9z"/>`;
}

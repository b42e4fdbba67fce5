// Creates mutants of a source text. Each has one change that alters the behaviour but not the types.
import ts from "typescript";

const SWAPPED = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
]);

/** @returns {{ line: number, before: string, after: string, text: string }[]} */
export function mutantsOf(path, source) {
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.ES2023, true);
  const found = [];
  const change = (node, after, start = node.getStart(tree), end = node.getEnd()) => {
    const { line } = tree.getLineAndCharacterOfPosition(start);
    const before = source.slice(start, end);
    found.push({ line: line + 1, before, after, text: source.slice(0, start) + after + source.slice(end) });
  };
  const visit = (node) => {
    if (ts.isBinaryExpression(node) && SWAPPED.has(node.operatorToken.kind))
      change(node.operatorToken, SWAPPED.get(node.operatorToken.kind));
    if (ts.isIfStatement(node)) change(node.expression, `!(${node.expression.getText(tree)})`);
    if (ts.isConditionalExpression(node)) change(node.condition, `!(${node.condition.getText(tree)})`);
    if (node.kind === ts.SyntaxKind.TrueKeyword && !ts.isLiteralTypeNode(node.parent)) change(node, "false");
    if (node.kind === ts.SyntaxKind.FalseKeyword && !ts.isLiteralTypeNode(node.parent)) change(node, "true");
    if (ts.isThrowStatement(node)) change(node, ";");
    if (ts.isExpressionStatement(node) && !isSuper(node.expression)) change(node, ";");
    if (ts.isNumericLiteral(node) && !ts.isLiteralTypeNode(node.parent)) change(node, String(Number(node.text) + 1));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const isSuper = (node) => ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;

/** What a piece of a filter's text is; the fault goes before the others. */
export type PieceKind = "field" | "operator" | "value" | "plain" | "fault";

/** A piece of a filter's text. */
export interface Piece {
  readonly from: number;
  readonly text: string;
  readonly kind: PieceKind;
}

// Operators first: a value follows each of them, a field everything else.
const TOKENS =
  /(==|!=|=gt=|=ge=|=lt=|=le=|=in=|=out=|[<>]=?)|("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)|(\s+(?:and|or)\s+|[;,()\s]+)|([^;,()\s=!<>"']+|.)/g;

/**
 * A filter's text in pieces, for the eye: also one that is not finished, so it is not parsed. From `fault` on (UTF-16
 * code units from 0) up to the next blank or joint it is marked as what is wrong.
 */
export function coloured(text: string, fault: number | undefined): readonly Piece[] {
  const pieces: Piece[] = [];
  let inValue = false;
  for (const match of text.matchAll(TOKENS)) {
    const [token, operator, quoted, joint] = match;
    let kind: PieceKind = "field";
    if (operator !== undefined) kind = "operator";
    else if (joint !== undefined) kind = "plain";
    else if (quoted !== undefined || inValue) kind = "value";
    if (operator !== undefined) inValue = true;
    else if (joint !== undefined && /[;)a-z]/.test(joint)) inValue = false;
    else if (joint?.includes(",") && !isInList(text, match.index)) inValue = false;
    pieces.push({ from: match.index, text: token, kind });
  }
  return fault === undefined ? pieces : marked(pieces, text, fault);
}

/** Is a comma one of a list of values? */
function isInList(text: string, index: number): boolean {
  return /=(in|out)=\s*\([^()]*$/.test(text.slice(0, index));
}

function marked(pieces: readonly Piece[], text: string, fault: number): readonly Piece[] {
  const at = Math.min(fault, text.length);
  const found = pieces.find(({ from, text: part }) => from <= at && at < from + part.length);
  // What is missing at the end has no letters: a blank stands for it.
  if (found === undefined) return [...pieces, { from: text.length, text: " ", kind: "fault" }];
  const offset = at - found.from;
  return pieces.flatMap((piece): Piece[] => {
    if (piece !== found) return [piece];
    const rest: Piece = { from: at, text: piece.text.slice(offset), kind: "fault" };
    return offset === 0 ? [rest] : [{ ...piece, text: piece.text.slice(0, offset) }, rest];
  });
}

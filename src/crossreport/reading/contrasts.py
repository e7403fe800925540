"""What is named only to be ruled out: "six soldiers, not five, who were killed".

The parser hangs what follows on the words that are ruled out, so that five would have been killed.
"""

from crossreport.reading.parsed import Doc, Token


def mend_contrasts(doc: Doc) -> None:
    """Hangs what stands behind a denied aside on the noun before it."""
    for token in doc if " not " in doc.text else ():
        if token.dep_ in ("appos", "conj") and _is_denied_aside(token):
            for child in [one for one in token.children if one.dep_ in ("relcl", "acl") and one.i > token.i]:
                if any(doc[i].text == "," for i in range(token.i + 1, child.left_edge.i)):
                    child.hang(token.head, child.dep_)


def _is_denied_aside(token: Token) -> bool:
    """Is it "not five" behind a comma, beside the noun that it hangs on?"""
    first = next((one for one in token.children if one.lower_ == "not" and one.i < token.i), None)
    return first is not None and first.i > token.head.i and first.nbor(-1).text in (",", "-", "–", "—")
